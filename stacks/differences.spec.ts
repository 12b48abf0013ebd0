import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../tools/recorder/recorded-graph.ts';
import { podsOf } from '../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, stackNames } from '../tools/recorder/recorder.ts';

const cloudStacks = stackNames.filter((name) => name !== 'local');
const graphs: Record<string, RecordedGraph> = {};

beforeAll(async () => {
  for (const stack of cloudStacks) graphs[stack] = new RecordedGraph(await recordStack(stack));
}, 60_000);

function graphOf(stack: string): RecordedGraph {
  const graph = graphs[stack];
  if (graph === undefined) throw new Error(`${stack} was not recorded`);
  return graph;
}

const callOf = (call: string) => expect.objectContaining({ arn: `arn:aws:scheduler:::aws-sdk:rds:${call}` });

describe('the stacks differ only in their values', () => {
  const gateways = (stack: string) => graphOf(stack).all('natGateway:NatGateway').length;

  it('dev has one NAT instance, staging one NAT gateway, prod one NAT gateway in each of three zones', () => {
    expect(['dev', 'staging', 'prod'].map(gateways)).toEqual([0, 1, 3]);
    expect(graphOf('dev').all('ec2/instance:Instance')).toHaveLength(1);
  });

  it('dev has the smallest database, staging one that scales with load, prod one with a standby', () => {
    expect(graphOf('dev').all('rds/instance:Instance')[0]?.inputs).toMatchObject({
      instanceClass: 'db.t4g.micro',
      performanceInsightsEnabled: false,
    });
    const [staging] = graphOf('staging').all('rds/cluster:Cluster');
    expect(staging?.inputs.serverlessv2ScalingConfiguration).toEqual({ minCapacity: 0.5, maxCapacity: 4 });
    expect(graphOf('prod').all('rds/instance:Instance')[0]?.inputs).toMatchObject({
      multiAz: true,
      engineVersion: '8.4',
      performanceInsightsEnabled: true,
    });
  });

  it('dev stops outside office hours: its pods, the operator, metrics-server and its database', () => {
    const commands = podsOf(graphOf('dev'))
      .filter(({ owner }) => owner.name === 'scale-down')
      .flatMap(({ spec }) => spec.containers.map(({ args }) => args.join(' ')));
    expect(commands).toEqual([
      'scale deployment --all --replicas=0 --namespace=taskyard',
      'scale deployment --all --replicas=0 --namespace=external-secrets',
      'scale deployment metrics-server --replicas=0 --namespace=kube-system',
    ]);
    const schedules = graphOf('dev')
      .all(':Schedule')
      .map(({ inputs }) => inputs);
    expect(schedules).toEqual([
      expect.objectContaining({ scheduleExpression: 'cron(0 8 ? * MON-FRI *)', target: callOf('startDBInstance') }),
      expect.objectContaining({ scheduleExpression: 'cron(0 18 ? * MON-FRI *)', target: callOf('stopDBInstance') }),
    ]);
    for (const stack of ['staging', 'prod']) expect(graphOf(stack).all(':Schedule')).toEqual([]);
  });

  it('every stack sets the same keys', async () => {
    const keys = await Promise.all(cloudStacks.map(async (stack) => Object.keys(await readStackFile(stack)).sort()));
    expect(new Set(keys.map(String)).size).toBe(1);
  });

  it('prod protects its cluster, database, keys, secrets and images from deletion', () => {
    const graph = graphOf('prod');
    const protectedTypes = graph.resources.filter(({ protect }) => protect).map(({ type }) => type);
    for (const type of [
      'eks:index:Cluster',
      'aws:rds/instance:Instance',
      'aws:kms/key:Key',
      'aws:secretsmanager/secret:Secret',
      'aws:ecr/repository:Repository',
    ]) {
      expect(graph.all(type).length, type).toBeGreaterThan(0);
      expect(protectedTypes.filter((one) => one === type)).toHaveLength(graph.all(type).length);
    }
    expect(graph.one('eks:index:Cluster', 'cluster').inputs.deletionProtection).toBe(true);
    expect(graph.all('rds/instance:Instance')[0]?.inputs).toMatchObject({
      deletionProtection: true,
      skipFinalSnapshot: false,
    });
    expect(graphOf('dev').resources.filter(({ protect }) => protect)).toEqual([]);
  });

  it('prod runs at least two pods of each service, over three zones', () => {
    const graph = graphOf('prod');
    for (const { inputs } of graph.all(':HorizontalPodAutoscaler'))
      expect((inputs.spec as { minReplicas: number }).minReplicas).toBeGreaterThanOrEqual(2);
    expect(graph.all('ec2/subnet:Subnet')).toHaveLength(9);
  });
});
