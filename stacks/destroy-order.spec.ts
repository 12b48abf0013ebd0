import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../tools/recorder/recorded-graph.ts';
import { recordStack, stackNames } from '../tools/recorder/recorder.ts';

/** What has a life outside the cluster: a load balancer, or a volume. */
const outsiders = [':Ingress', ':PersistentVolumeClaim'];

describe.each(stackNames)('destroying %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const outside = () => [...outsiders.flatMap((type) => graph.all(type)), ...graph.ofKind('HTTPRoute')];

  it('waits for load balancers and volumes: they never just vanish with the cluster', () => {
    expect(outside().length).toBeGreaterThan(0);
    expect(outside().filter(({ deletedWith }) => deletedWith !== undefined)).toEqual([]);
  });

  it('stops pods before it frees the volumes they use', () => {
    for (const claim of graph.all(':PersistentVolumeClaim')) {
      const users = graph.resources.filter(({ references }) => references.includes(claim.urn));
      expect(users.length).toBeGreaterThan(0);
      expect(users.filter(({ deletedWith }) => deletedWith !== undefined)).toEqual([]);
    }
  });

  it('leaves behind nothing but data', () => {
    const left = graph.resources.filter(({ retainOnDelete }) => retainOnDelete).map(({ type }) => type);
    expect(left.filter((type) => !type.endsWith(':PersistentVolumeClaim'))).toEqual([]);
  });

  it('takes the way in away before the services behind it', () => {
    const [ingress] = graph.all(':Ingress');
    for (const deployment of graph.all(':Deployment'))
      expect(ingress && graph.dependsOn(ingress, deployment)).toBe(true);
  });
});

describe.each(['dev', 'staging', 'prod'] as const)('destroying %s on AWS', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it.each([
    ['the node pool', ':NodePool', 'node-pool'],
    ['the ingress class', ':IngressClass', 'ingress-class'],
    ['the cluster with its access entries', 'eks:index:Cluster', 'cluster'],
    ['the way out of the network', ':Route', 'public-internet'],
  ])('removes the load balancer while %s is still there', (_, type, name) => {
    const [ingress] = graph.all(':Ingress');
    expect(ingress && graph.dependsOn(ingress, graph.one(type, name))).toBe(true);
  });

  it('removes the name before the load balancer it points to', () => {
    const [ingress] = graph.all(':Ingress');
    expect(ingress && graph.dependsOn(graph.one(':Record', 'entry-record'), ingress)).toBe(true);
  });

  it('spares itself the ordinary objects: they go with the cluster', () => {
    const cluster = graph.one('eks:index:Cluster', 'cluster').urn;
    for (const type of [
      ':Namespace',
      ':Deployment',
      ':Service',
      ':NetworkPolicy',
      ':HorizontalPodAutoscaler',
      ':Job',
      ':Release',
      ':NodePool',
    ]) {
      for (const { name, deletedWith } of graph.all(type)) expect(deletedWith, `${type} ${name}`).toBe(cluster);
    }
  });

  it('keeps the operator until no secret is asked of it any more', () => {
    const [release] = graph.all(':Release');
    for (const secret of graph.ofKind('ExternalSecret')) expect(release && graph.dependsOn(secret, release)).toBe(true);
  });

  it('lets the cluster keep its permissions until it is gone', () => {
    const cluster = graph.one('eks:index:Cluster', 'cluster');
    const attached = graph.all('RolePolicyAttachment').filter(({ name }) => name.startsWith('cluster-'));
    expect(attached).toHaveLength(5);
    for (const policy of attached) expect(graph.dependsOn(cluster, policy)).toBe(true);
  });

  it('removes what uses the network before the network', () => {
    const nat = [...graph.all('natGateway:NatGateway'), ...graph.all('ec2/instance:Instance')];
    const cluster = graph.one('eks:index:Cluster', 'cluster');
    for (const exit of nat) expect(graph.dependsOn(cluster, exit)).toBe(true);
  });
});

describe('destroying a stack that is protected', () => {
  it('keeps the volumes of a database in the cluster', async () => {
    const graph = new RecordedGraph(await recordStack('local', { protected: true }));
    expect(graph.all(':PersistentVolumeClaim').map(({ retainOnDelete }) => retainOnDelete)).toEqual([true, true]);
  });
});
