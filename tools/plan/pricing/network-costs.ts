import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import type { RecordedResource } from '../../recorder/recorded-resource.ts';
import { hourly, metered } from './cost-lines.ts';
import type { Pricer, Pricers } from './pricer.ts';

const natGateway: Pricer = (resource, { prices, usage, graph }) => [
  hourly('gateway', prices, 'nat.hour'),
  metered('traffic', prices, 'nat.gb', usage.natGb / graph.all(resource.type).length, 'GB'),
];

const address: Pricer = (_, { prices }) => [hourly('public IPv4 address', prices, 'ipv4.hour')];

const endpoint: Pricer = ({ type, inputs }, { prices, usage, graph }) => {
  if (inputs.vpcEndpointType !== 'Interface') return [];
  const interfaces = graph.all(type).filter((other) => other.inputs.vpcEndpointType === 'Interface');
  return [
    hourly('interface in each zone', prices, 'endpoint.hour', { count: (inputs.subnetIds as unknown[]).length }),
    metered('traffic', prices, 'endpoint.gb', usage.endpointGb / interfaces.length, 'GB'),
  ];
};

/** The instance type is an input of the instance or of its launch template. */
const instance: Pricer = (resource, { prices, graph }) => {
  const template = templateOf(resource, graph);
  const type = String(resource.inputs.instanceType ?? template?.inputs.instanceType);
  const disks = (template?.inputs.blockDeviceMappings ?? []) as { ebs: { volumeSize: number } }[];
  return [
    hourly(type, prices, `ec2.${type}`),
    ...disks.map(({ ebs }) => metered('gp3 volume', prices, 'ebs.gp3', ebs.volumeSize, 'GB-month')),
  ];
};

function templateOf({ references }: RecordedResource, graph: RecordedGraph): RecordedResource | undefined {
  return graph.all(':LaunchTemplate').find(({ urn }) => references.includes(urn));
}

/** The load balancer that Auto Mode creates for an Ingress, with an address in every public subnet, and traffic out. */
const ingress: Pricer = (_, { prices, usage, graph }) => [
  hourly('Application Load Balancer', prices, 'alb.hour'),
  hourly('capacity units', prices, 'alb.unit', { count: usage.loadBalancerUnits }),
  hourly('public IPv4 addresses', prices, 'ipv4.hour', { count: publicSubnets(graph) }),
  metered('traffic to the internet', prices, 'internet.gb', usage.internetGb, 'GB'),
];

function publicSubnets(graph: RecordedGraph): number {
  const tagged = graph.all('aws:ec2/subnet:Subnet').filter(({ inputs }) => {
    return (inputs.tags as Record<string, string> | undefined)?.['kubernetes.io/role/elb'] === '1';
  });
  return tagged.length;
}

const firewall: Pricer = ({ inputs }, { prices, usage }) => [
  metered('web ACL', prices, 'waf.acl', 1, 'month'),
  metered('rules', prices, 'waf.rule', (inputs.rules as unknown[]).length, 'months'),
  metered('requests', prices, 'waf.million', usage.requestsMillion, 'million'),
];

export const networkPricers: Pricers = {
  'aws:ec2/natGateway:NatGateway': natGateway,
  'aws:ec2/eip:Eip': address,
  'aws:ec2/vpcEndpoint:VpcEndpoint': endpoint,
  'aws:ec2/instance:Instance': instance,
  'kubernetes:networking.k8s.io/v1:Ingress': ingress,
  'aws:wafv2/webAcl:WebAcl': firewall,
};
