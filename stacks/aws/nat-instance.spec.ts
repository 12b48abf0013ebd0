import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import type { RecordedResource } from '../../tools/recorder/recorded-resource.ts';
import { recordStack } from '../../tools/recorder/recorder.ts';

let graph: RecordedGraph;
let instance: RecordedResource;
let routes: RecordedResource[];

beforeAll(async () => {
  graph = new RecordedGraph(await recordStack('dev'));
  instance = graph.one('ec2/instance:Instance', 'nat');
  routes = graph.all(':Route').filter(({ references }) => references.includes(instance.urn));
});

describe('the NAT instance', () => {
  it('is the default route of every private subnet', () => {
    expect(routes.map(({ name }) => name)).toEqual(['nat-us-east-1a', 'nat-us-east-1b']);
    for (const { inputs } of routes) {
      expect(inputs).toMatchObject({ destinationCidrBlock: '0.0.0.0/0', networkInterfaceId: 'eni-of-nat' });
    }
  });

  it('has an interface of its own, so that no update turns the check of addresses on', () => {
    expect(instance.inputs).toMatchObject({ sourceDestCheck: false, vpcSecurityGroupIds: ['nat-id'] });
    for (const { inputs } of [instance, graph.one(':LaunchTemplate', 'nat')])
      expect(inputs).not.toHaveProperty('networkInterfaces');
    expect(graph.all(':NetworkInterface')).toEqual([]);
  });

  it('takes its address from the instance that it replaces', () => {
    const { inputs } = graph.one(':EipAssociation', 'nat');
    expect(inputs).toMatchObject({ allowReassociation: true, instanceId: 'nat-id', allocationId: 'nat-id' });
    // An address that names an instance would be taken away with it.
    const { inputs: address } = graph.one(':Eip', 'nat');
    expect(Object.keys(address).sort()).toEqual(['domain', 'tags']);
  });

  it('is set up by a script for the range of the VPC', () => {
    const { userData } = graph.one(':LaunchTemplate', 'nat').inputs;
    const script = Buffer.from(String(userData), 'base64').toString();
    expect(script).toMatch(/^#!\/bin\/bash\nVPC_CIDR=10\.10\.0\.0\/16\n/);
    expect(script).toContain('--jump MASQUERADE');
  });
});

describe('the check of the NAT instance', () => {
  const invocation = () => graph.one(':Invocation', 'nat-check');

  it('asks from a private subnet for the public address, within the time of its function', () => {
    const check = graph.one('lambda/function:Function', 'nat-check').inputs;
    expect(check.vpcConfig).toMatchObject({ subnetIds: ['private-us-east-1a-id'] });
    const input = JSON.parse(String(invocation().inputs.input)) as { address: string; seconds: number };
    expect(input).toMatchObject({ address: '198.51.100.1', instance: 'nat-id' });
    expect(Number(check.timeout)).toBeGreaterThan(input.seconds);
    expect(invocation().inputs.functionName).toBe(check.name);
  });

  it('runs again for each new instance, after its address and its routes', () => {
    expect(invocation().inputs.triggers).toEqual({ instance: 'nat-id' });
    expect(invocation().references).toContain(instance.urn);
    expect(routes).toHaveLength(2);
    for (const earlier of [graph.one(':EipAssociation', 'nat'), ...routes])
      expect(graph.dependsOn(invocation(), earlier), earlier.name).toBe(true);
  });

  it('stops the update before the cluster is created', () => {
    const cluster = graph.one('eks:index:Cluster', 'cluster');
    expect(graph.dependsOn(cluster, invocation())).toBe(true);
  });

  it('keeps its permissions until Lambda has removed its network interface, which the deletion of the group waits for', () => {
    const group = graph.one('ec2/securityGroup:SecurityGroup', 'nat-check');
    for (const type of ['iam/role:Role', 'iam/rolePolicy:RolePolicy'])
      expect(graph.dependsOn(group, graph.one(type, 'nat-check')), type).toBe(true);
  });

  it('may write its own log, and keeps it for a limited time', () => {
    const logs = graph.one(':LogGroup', 'nat-check').inputs;
    expect(logs).toMatchObject({ name: '/taskyard/taskyard-dev/nat-check', retentionInDays: 7 });
    const check = graph.one('lambda/function:Function', 'nat-check').inputs;
    expect(check.loggingConfig).toMatchObject({ logGroup: logs.name });
    const { Statement } = JSON.parse(String(graph.one(':RolePolicy', 'nat-check').inputs.policy)) as {
      Statement: { Action: string[]; Resource: string }[];
    };
    const logging = Statement.filter(({ Action }) => Action.some((action) => action.startsWith('logs:')));
    expect(logging.map(({ Resource }) => Resource)).toEqual([expect.stringMatching(/nat-check:\*$/)]);
  });
});

describe('stacks with NAT gateways', () => {
  it.each(['staging', 'prod'] as const)('%s has no NAT instance and no check', async (stack) => {
    const recorded = new RecordedGraph(await recordStack(stack));
    expect(recorded.all(':NatGateway').length).toBeGreaterThan(0);
    expect([
      ...recorded.all('ec2/instance:Instance').filter(({ name }) => name === 'nat'),
      ...recorded.all(':Invocation'),
    ]).toEqual([]);
  });
});
