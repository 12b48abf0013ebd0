import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../tools/recorder/recorded-graph.ts';
import { type ConfigValues, readStackFile, recordStack, stackNames } from '../tools/recorder/recorder.ts';

/** Objects with a resource outside the cluster: a load balancer or a volume. */
const withOutsideResources = [':Ingress', ':PersistentVolumeClaim'];

describe.each(stackNames)('destroying %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const outside = () => [...withOutsideResources.flatMap((type) => graph.all(type)), ...graph.ofKind('HTTPRoute')];

  it('waits for load balancers and volumes: they are not deleted with the cluster', () => {
    expect(outside().length).toBeGreaterThan(0);
    expect(outside().filter(({ deletedWith }) => deletedWith !== undefined)).toEqual([]);
  });

  it('stops pods before it releases the volumes they use', () => {
    const claims = graph.all(':PersistentVolumeClaim');
    // On AWS, no stack has a volume.
    expect(claims.length > 0).toBe(stack === 'local');
    for (const claim of claims) {
      const users = graph.resources.filter(({ references }) => references.includes(claim.urn));
      expect(users.length).toBeGreaterThan(0);
      expect(users.filter(({ deletedWith }) => deletedWith !== undefined)).toEqual([]);
    }
  });

  it('keeps nothing but data', () => {
    const left = graph.resources.filter(({ retainOnDelete }) => retainOnDelete).map(({ type }) => type);
    expect(left.filter((type) => !type.endsWith(':PersistentVolumeClaim'))).toEqual([]);
  });

  it('removes the Ingress before the services behind it', () => {
    const [ingress] = graph.all(':Ingress');
    const deployments = graph.all(':Deployment');
    expect(deployments.length).toBeGreaterThan(0);
    for (const deployment of deployments) expect(ingress && graph.dependsOn(ingress, deployment)).toBe(true);
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
    ['the internet route of the network', ':Route', 'public-internet'],
    ['its certificate', 'acm/certificate:Certificate', 'alb-ingress-class'],
    ['the bucket of its access logs', 's3/bucket:Bucket', 'access-logs'],
  ])('removes the load balancer before %s', (_, type, name) => {
    const [ingress] = graph.all(':Ingress');
    expect(ingress && graph.dependsOn(ingress, graph.one(type, name))).toBe(true);
  });

  it('removes the load balancer before its web ACL, where it has one', () => {
    const [ingress] = graph.all(':Ingress');
    const firewalls = graph.all('wafv2/webAcl:WebAcl');
    expect(firewalls).toHaveLength(stack === 'dev' ? 0 : 1);
    for (const firewall of firewalls) expect(ingress && graph.dependsOn(ingress, firewall)).toBe(true);
  });

  it('removes what writes a log before its log group, which the last entry would create again', () => {
    const writers = [
      'eks:index:Cluster',
      'ec2/flowLog:FlowLog',
      'lambda/function:Function',
      'rds/cluster:Cluster',
      'rds/instance:Instance',
      'webAclLoggingConfiguration:WebAclLoggingConfiguration',
    ].flatMap((type) => graph.all(type));
    const groups = graph.all('logGroup:LogGroup');
    expect(groups.length).toBeGreaterThan(3);
    const alone = groups.filter((group) => !writers.some((writer) => graph.dependsOn(writer, group)));
    expect(alone.map(({ name }) => name)).toEqual([]);
  });

  it('removes the DNS record before the load balancer', () => {
    const [ingress] = graph.all(':Ingress');
    expect(ingress && graph.dependsOn(graph.one(':Record', 'dns-record'), ingress)).toBe(true);
  });

  it('deletes other objects together with the cluster', () => {
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
      const objects = graph.all(type);
      expect(objects.length, type).toBeGreaterThan(0);
      for (const { name, deletedWith } of objects) expect(deletedWith, `${type} ${name}`).toBe(cluster);
    }
  });

  it('removes External Secrets after the last ExternalSecret', () => {
    const [release] = graph.all(':Release');
    const secrets = graph.ofKind('ExternalSecret');
    expect(secrets.length).toBeGreaterThan(0);
    for (const secret of secrets) expect(release && graph.dependsOn(secret, release)).toBe(true);
  });

  it('removes the cluster before its permissions', () => {
    const cluster = graph.one('eks:index:Cluster', 'cluster');
    const attached = graph.all('RolePolicyAttachment').filter(({ name }) => name.startsWith('cluster-'));
    expect(attached).toHaveLength(5);
    for (const policy of attached) expect(graph.dependsOn(cluster, policy)).toBe(true);
  });

  it('removes what uses the network before the network', () => {
    const instances = graph.all('ec2/instance:Instance').filter(({ name }) => name.startsWith('nat'));
    const nat = [...graph.all('natGateway:NatGateway'), ...instances];
    const cluster = graph.one('eks:index:Cluster', 'cluster');
    expect(nat.length).toBeGreaterThan(0);
    for (const exit of nat) expect(graph.dependsOn(cluster, exit)).toBe(true);
  });
});

describe('the data of a database in the cluster', () => {
  /** The two volumes, and the namespace whose deletion would delete them. */
  const dataOf = async (overrides: ConfigValues) => {
    const graph = new RecordedGraph(await recordStack('local', overrides));
    return [graph.one(':Namespace', 'taskyard-data'), ...graph.all(':PersistentVolumeClaim')];
  };

  it('is protected and kept in a protected stack', async () => {
    const data = await dataOf({ protected: true });
    expect(data.map(({ retainOnDelete }) => retainOnDelete)).toEqual([true, true, true]);
    expect(data.map(({ protect }) => protect)).toEqual([true, true, true]);
  });

  it('is kept by default, and deleted only when the configuration says so', async () => {
    const { keepData, ...database } = (await readStackFile('local')).database as Record<string, unknown>;
    expect(keepData).toBe(false);
    const kept = await dataOf({ database });
    expect(kept.map(({ retainOnDelete }) => retainOnDelete)).toEqual([true, true, true]);
    const deleted = await dataOf({});
    expect(deleted.map(({ retainOnDelete }) => retainOnDelete)).toEqual([false, false, false]);
    for (const { protect } of [...kept, ...deleted]) expect(protect).toBe(false);
  });

  it('depends on its passwords and on no pod, so that `destroy --exclude-protected` keeps the one and deletes the other', async () => {
    const graph = new RecordedGraph(await recordStack('local', { protected: true }));
    const passwords = graph.all('RandomPassword');
    const running = [...graph.all(':StatefulSet'), ...graph.all(':Deployment'), ...graph.all(':Job')];
    expect([passwords.length, running.length].every((count) => count > 2)).toBe(true);
    for (const volume of graph.all(':PersistentVolumeClaim')) {
      for (const password of passwords) expect(graph.dependsOn(volume, password), password.name).toBe(true);
      for (const pods of running) expect(graph.dependsOn(volume, pods), pods.name).toBe(false);
    }
  });
});
