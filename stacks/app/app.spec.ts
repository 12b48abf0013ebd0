import { beforeAll, describe, expect, it } from 'vitest';
import { podOf, podsOf } from '../../tools/recorder/kubernetes-view.ts';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { recordStack, type StackName, stackNames } from '../../tools/recorder/recorder.ts';

describe.each(stackNames)('the app of %s', (stack: StackName) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const names = () => podsOf(graph).map(({ owner }) => owner.name);

  it('has pods to look at', () => {
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
      // Only what scales Deployments in the evening and in the morning speaks with the API server.
      expect(spec.automountServiceAccountToken).toBe(['wake', 'rest'].includes(owner.name));
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

  it('bounds every container in cpu, memory and scratch space', () => {
    for (const { spec } of podsOf(graph)) {
      for (const { resources } of spec.containers) {
        expect(Object.keys(resources.limits).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
        expect(Object.keys(resources.requests).sort()).toEqual(['cpu', 'ephemeral-storage', 'memory']);
      }
    }
  });

  it('gives every pod a policy of its own, in both directions', () => {
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

  it('lets nobody talk in a namespace until a policy says so', () => {
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

  it('never lets tasks see a private key', () => {
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

  it('mounts keys as a directory, which the kubelet renews, and looks for new ones every five minutes', () => {
    for (const name of ['auth', 'tasks']) {
      const [container] = podOf(graph, name).spec.containers;
      const mount = container?.volumeMounts.find(({ mountPath }) => mountPath === '/etc/taskyard/keys');
      expect(mount).toEqual({ name: 'jwt-keys', mountPath: '/etc/taskyard/keys', readOnly: true });
    }
    const intervals = graph.ofKind('ExternalSecret').map(({ name, inputs }) => [name, refreshOf(inputs)]);
    const quick = intervals.filter(([, interval]) => interval === '5m').map(([name]) => name);
    expect(quick).toEqual(stack === 'local' ? [] : ['auth', 'tasks']);
  });

  it('lets nothing but auth and the entrance know the other module', () => {
    const spec = (name: string) => JSON.stringify(graph.one(':NetworkPolicy', `${name}-traffic`).inputs.spec);
    expect(spec('auth')).not.toContain('"app.kubernetes.io/name":"tasks"');
    expect(JSON.parse(spec('tasks')).ingress.concat(JSON.parse(spec('tasks')).egress)).not.toContainEqual(
      expect.objectContaining({
        from: expect.arrayContaining([{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'auth' } } }]),
      }),
    );
  });

  it('starts no new pod before users, schema and grants are there, in this order', () => {
    const job = (name: string) => graph.one(':Job', name);
    expect(graph.dependsOn(job('migrate'), job('database-users'))).toBe(true);
    expect(graph.dependsOn(job('database-grants'), job('migrate'))).toBe(true);
    for (const deployment of graph.all(':Deployment'))
      expect(graph.dependsOn(deployment, job('database-grants'))).toBe(true);
  });

  it('migrates as a user of its own, over verified TLS', () => {
    const [container] = podsOf(graph).find(({ owner }) => owner.name === 'migrate')?.spec.containers ?? [];
    expect(container?.env).toContainEqual({ name: 'DATABASE_TLS', value: 'required' });
    expect(container?.env).toContainEqual({
      name: 'MIGRATION_DATABASE_URL',
      valueFrom: { secretKeyRef: { name: expect.stringMatching(/^migrate(-g1)?$/), key: 'DATABASE_URL' } },
    });
  });

  it('keeps a leaving pod long enough to hand over its work', () => {
    for (const { spec, owner } of podsOf(graph).filter(({ owner }) => owner.type.endsWith(':Deployment'))) {
      const [container] = spec.containers;
      const drain = Number(container?.env?.find(({ name }) => name === 'SHUTDOWN_DRAIN_SECONDS')?.value ?? 0);
      const leave = container?.lifecycle?.preStop?.sleep?.seconds ?? 0;
      expect(leave, owner.name).toBeGreaterThan(0);
      expect(spec.terminationGracePeriodSeconds, owner.name).toBeGreaterThan(leave + drain);
    }
  });

  it('rolls without ever having a pod less, and scales each service by cpu and memory', () => {
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

  it('has one way in, with the routes of the one origin', () => {
    expect(graph.all(':Ingress').length).toBe(1);
    type Path = { path: string; backend: { service: { name: string } } };
    const [{ http }] = (graph.one(':Ingress', 'entry').inputs.spec as { rules: [{ http: { paths: Path[] } }] }).rules;
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

  it('is a new one for a new image, and the same one for the same', async () => {
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
