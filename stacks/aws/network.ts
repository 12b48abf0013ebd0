import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { planSubnets } from './cidr.ts';
import { FlowLogs } from './flow-logs.ts';
import { NatGateways } from './nat-gateways.ts';
import { NatInstance } from './nat-instance.ts';
import { ServiceEndpoints } from './service-endpoints.ts';

export type NetworkSettings = AwsStack['network'];

export interface NetworkArgs {
  readonly network: NetworkSettings;
  readonly region: string;
  readonly prefix: string;
}

/** Subnets of one kind, in the order of the zones. */
export interface Tier {
  readonly ids: readonly pulumi.Output<string>[];
  readonly cidrs: readonly string[];
}

/**
 * A VPC with three tiers per zone: public for load balancers and NAT, private for nodes and pods, and database subnets
 * whose only route is the VPC itself.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly public: Tier;
  readonly private: Tier;
  readonly database: Tier;
  /** What private pods need to reach the outside; must outlive them on destroy. */
  readonly exits: readonly pulumi.Resource[];

  constructor(name: string, { network, region, prefix }: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:Network', name, {}, opts);
    const child = { parent: this };
    const { zones } = network;
    const plan = planSubnets(network.cidr, zones.length);
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: network.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: { Name: prefix } },
      child,
    );
    // AWS makes a group that lets its members talk freely; adopted without rules, it lets nobody.
    new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id, ingress: [], egress: [] }, child);
    const gateway = new aws.ec2.InternetGateway(name, { vpcId: vpc.id, tags: { Name: prefix } }, child);

    const tier = (kind: keyof typeof plan, tags: Record<string, string>): aws.ec2.Subnet[] =>
      zones.map(
        (availabilityZone, index) =>
          new aws.ec2.Subnet(
            `${kind}-${availabilityZone}`,
            {
              vpcId: vpc.id,
              availabilityZone,
              cidrBlock: plan[kind][index] ?? '',
              // Nothing gets a public address by being there; NAT and load balancers bring their own.
              mapPublicIpOnLaunch: false,
              tags: { Name: `${prefix}-${kind}-${availabilityZone}`, ...tags },
            },
            child,
          ),
      );
    // By these tags EKS tells where public and internal load balancers belong.
    const publicSubnets = tier('public', { 'kubernetes.io/role/elb': '1' });
    const privateSubnets = tier('private', { 'kubernetes.io/role/internal-elb': '1' });
    const databaseSubnets = tier('database', {});

    const publicTable = new aws.ec2.RouteTable(`public`, { vpcId: vpc.id, tags: { Name: `${prefix}-public` } }, child);
    const outward = new aws.ec2.Route(
      'public-internet',
      { routeTableId: publicTable.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id },
      child,
    );
    const privateTables = zones.map(
      (zone) =>
        new aws.ec2.RouteTable(
          `private-${zone}`,
          { vpcId: vpc.id, tags: { Name: `${prefix}-private-${zone}` } },
          child,
        ),
    );
    const databaseTable = new aws.ec2.RouteTable(
      'database',
      { vpcId: vpc.id, tags: { Name: `${prefix}-database` } },
      child,
    );
    const associate = (kind: string, subnets: aws.ec2.Subnet[], table: (index: number) => aws.ec2.RouteTable) =>
      subnets.map(
        (subnet, index) =>
          new aws.ec2.RouteTableAssociation(
            `${kind}-${zones[index]}`,
            { subnetId: subnet.id, routeTableId: table(index).id },
            child,
          ),
      );
    const associations = [
      ...associate('public', publicSubnets, () => publicTable),
      ...associate('private', privateSubnets, (index) => privateTables[index] ?? databaseTable),
      ...associate('database', databaseSubnets, () => databaseTable),
    ];

    const natArgs = { vpcCidr: network.cidr, vpcId: vpc.id, prefix, zones, publicSubnets, privateTables };
    const afterGateway = { ...child, dependsOn: [outward] };
    const nat =
      network.nat === 'none'
        ? []
        : [
            network.nat === 'instance'
              ? new NatInstance('nat', natArgs, afterGateway)
              : new NatGateways('nat', { ...natArgs, perZone: network.nat === 'perZone' }, afterGateway),
          ];
    const endpoints = new ServiceEndpoints(
      'endpoints',
      {
        ...natArgs,
        region,
        services: network.interfaceEndpoints,
        privateSubnets,
        tables: [...privateTables, databaseTable],
      },
      child,
    );
    new FlowLogs('flow-logs', { vpcId: vpc.id, prefix, retentionDays: network.flowLogDays }, child);

    this.vpcId = vpc.id;
    this.public = { ids: publicSubnets.map(({ id }) => id), cidrs: plan.public };
    this.private = { ids: privateSubnets.map(({ id }) => id), cidrs: plan.private };
    this.database = { ids: databaseSubnets.map(({ id }) => id), cidrs: plan.database };
    this.exits = [...associations, ...nat, endpoints];
    this.registerOutputs({ vpcId: this.vpcId });
  }
}
