import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf, podsOf } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, type StackName, stackNames } from '../../tools/recorder/recorder.ts';

describe.each(stackNames)('the app of %s', (stack: StackName) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const names = () => podsOf(graph).map(({ owner }) => owner.name);

  it('has pods for every workload and Job', () => {
    expect(names()).toEqual(
      expect.arrayContaining(['auth', 'tasks', 'web', 'migrate', 'database-users', 'database-grants']),
    );
  });

  it('runs every pod without root, privileges, capabilities or a writable root', () => {
    for (const { owner, spec } of podsOf(graph)) {
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        runAsUser: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      // Only the CronJobs of the office hours call the API server.
      expect(spec.automountServiceAccountToken).toBe(['scale-up', 'scale-down'].includes(owner.name));
      for (const { securityContext } of spec.containers) {
        expect(securityContext).toMatchObject({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          runAsNonRoot: true,
          capabilities: { drop: ['ALL'] },
        });
      }
    }
  });

  it('limits cpu, memory and temporary files of every container', () => {
    for (const { spec } of podsOf(graph)) {
      for (const { resources } of spec.containers) {
        expect(Object.keys(resources.limits).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
        expect(Object.keys(resources.requests).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
      }
    }
  });

  it('gives every pod its own network policy, for ingress and egress', () => {
    const policies = graph
      .all(':NetworkPolicy')
      .map(
        ({ inputs }) => inputs.spec as { podSelector: { matchLabels?: Record<string, string> }; policyTypes: string[] },
      );
    for (const { labels } of podsOf(graph)) {
      const own = policies.filter(
        ({ podSelector }) => podSelector.matchLabels?.['app.kubernetes.io/name'] === labels['app.kubernetes.io/name'],
      );
      expect(own.map(({ policyTypes }) => policyTypes)).toEqual([['Ingress', 'Egress']]);
    }
  });

  it('denies all traffic of every namespace by default', () => {
    const denied = graph
      .all(':NetworkPolicy')
      .filter(({ inputs }) => (inputs.metadata as { name: string }).name === 'default-deny');
    expect(denied.map(({ inputs }) => inputs.spec)).toEqual(
      graph.all(':Namespace').map(() => ({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })),
    );
  });

  it('enforces the restricted standard in every namespace', () => {
    for (const { inputs } of graph.all(':Namespace')) {
      expect(inputs.metadata).toMatchObject({ labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } });
    }
  });

  it('never gives tasks a private key', () => {
    const secrets = [
      ...graph.ofKind('ExternalSecret'),
      ...graph.all(':Secret').filter(({ type }) => type.startsWith('kubernetes:')),
    ];
    const holding = secrets
      .filter(({ inputs }) => JSON.stringify(inputs).includes('private.json'))
      .map(({ name }) => name);
    expect(holding).toEqual(['auth']);
    const mounting = podsOf(graph)
      .filter(({ spec }) => JSON.stringify(spec).includes('private.json'))
      .map(({ owner }) => owner.name);
    expect(mounting).toEqual(['auth']);
    const tasks = podsOf(graph).find(({ owner }) => owner.name === 'tasks');
    expect(JSON.stringify(tasks?.spec)).toMatch(/"secretName":"tasks(-g1)?"/);
  });

  it('mounts keys as a directory, which the kubelet updates, and checks for new keys every five minutes', () => {
    for (const name of ['auth', 'tasks']) {
      const [container] = podOf(graph, name).spec.containers;
      const mount = container?.volumeMounts.find(({ mountPath }) => mountPath === '/etc/taskyard/keys');
      expect(mount).toEqual({ name: 'jwt-keys', mountPath: '/etc/taskyard/keys', readOnly: true });
    }
    const intervals = graph.ofKind('ExternalSecret').map(({ name, inputs }) => [name, refreshOf(inputs)]);
    const frequent = intervals.filter(([, interval]) => interval === '5m').map(([name]) => name);
    // That of the administrator, because RDS rotates its password.
    expect(frequent).toEqual(stack === 'local' ? [] : ['database-users', 'auth', 'tasks']);
  });

  it('allows no traffic between auth and tasks, in either direction', () => {
    type Rule = { from?: unknown[]; to?: unknown[] };
    const peersOf = (name: string) => {
      const { podSelector, ingress, egress } = graph.one(':NetworkPolicy', name).inputs.spec as Record<string, unknown>;
      expect(podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': name } });
      const peers = [
        ...(ingress as Rule[]).flatMap(({ from }) => from ?? ['anywhere']),
        ...(egress as Rule[]).flatMap(({ to }) => to ?? ['anywhere']),
      ];
      expect(peers.length).toBeGreaterThan(0);
      return JSON.stringify(peers);
    };
    expect(peersOf('auth')).not.toMatch(/"tasks"|anywhere/);
    expect(peersOf('tasks')).not.toMatch(/"auth"|anywhere/);
  });

  it('creates users, schema and grants in this order before it starts a new pod', () => {
    const job = (name: string) => graph.one(':Job', name);
    expect(graph.dependsOn(job('migrate'), job('database-users'))).toBe(true);
    expect(graph.dependsOn(job('database-grants'), job('migrate'))).toBe(true);
    for (const deployment of graph.all(':Deployment'))
      expect(graph.dependsOn(deployment, job('database-grants'))).toBe(true);
  });

  it('migrates with its own database user, over verified TLS', () => {
    const [container] = podsOf(graph).find(({ owner }) => owner.name === 'migrate')?.spec.containers ?? [];
    expect(container?.env).toContainEqual({ name: 'DATABASE_TLS', value: 'required' });
    expect(container?.env).toContainEqual({
      name: 'MIGRATION_DATABASE_URL',
      valueFrom: { secretKeyRef: { name: expect.stringMatching(/^migrate(-g1)?$/), key: 'DATABASE_URL' } },
    });
  });

  it('gives a terminating pod enough time to finish its requests', () => {
    for (const { spec, owner } of podsOf(graph).filter(({ owner }) => owner.type.endsWith(':Deployment'))) {
      const [container] = spec.containers;
      const drain = Number(container?.env?.find(({ name }) => name === 'SHUTDOWN_DRAIN_SECONDS')?.value ?? 0);
      const preStop = container?.lifecycle?.preStop?.sleep?.seconds ?? 0;
      expect(preStop, owner.name).toBeGreaterThan(0);
      expect(spec.terminationGracePeriodSeconds, owner.name).toBeGreaterThan(preStop + drain);
    }
  });

  it('rolls without a missing pod, and scales each service by cpu and memory', () => {
    for (const { name, inputs } of graph.all(':Deployment')) {
      expect(inputs.spec).toMatchObject({ strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } });
      expect(inputs.spec).not.toHaveProperty('replicas');
      const { metrics } = graph.one(':HorizontalPodAutoscaler', name).inputs.spec as {
        metrics: { resource: { name: string } }[];
      };
      expect(metrics.map(({ resource }) => resource.name)).toEqual(['cpu', 'memory']);
      expect(graph.one(':PodDisruptionBudget', name).inputs.spec).toHaveProperty('selector');
    }
  });

  it('has one Ingress with all routes of the origin', () => {
    expect(graph.all(':Ingress').length).toBe(1);
    type Path = { path: string; backend: { service: { name: string } } };
    const [{ http }] = (graph.one(':Ingress', 'app-ingress').inputs.spec as { rules: [{ http: { paths: Path[] } }] })
      .rules;
    expect(http.paths.map(({ path, backend }) => [path, backend.service.name])).toEqual([
      ['/api/auth', 'auth'],
      ['/api/tasks', 'tasks'],
      ['/api/docs', 'tasks'],
      ['/api/openapi.json', 'tasks'],
      ['/', 'web'],
    ]);
  });
});

describe('the migration Job', () => {
  const migration = async (backend: string) => {
    const images = { backend, web: 'taskyard/web:1', mysql: 'mysql:8.4.7' };
    const graph = new RecordedGraph(await recordStack('local', { images }));
    return (graph.one(':Job', 'migrate').inputs.metadata as { name: string }).name;
  };

  it('is new for a new image, and the same for the same image', async () => {
    const names = [
      await migration('taskyard/backend:1'),
      await migration('taskyard/backend:2'),
      await migration('taskyard/backend:1'),
    ];
    expect(names[0]).toBe(names[2]);
    expect(names[0]).not.toBe(names[1]);
  });
});

function refreshOf(inputs: Readonly<Record<string, unknown>>): string {
  return (inputs.spec as { refreshInterval: string }).refreshInterval;
}
