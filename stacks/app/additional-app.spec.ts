import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { type ConfigValues, recordStack, type StackName } from '../../tools/recorder/recorder.ts';

const reports = {
  name: 'reports',
  image: 'taskyard/reports:1.2.3',
  port: 8080,
  path: '/reports',
  replicas: { min: 2, max: 4 },
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '128Mi',
  probes: { startup: '/up', readiness: '/ready', liveness: '/live' },
};

async function withApp(stack: StackName, extra: ConfigValues = {}): Promise<RecordedGraph> {
  return new RecordedGraph(await recordStack(stack, { apps: [{ ...reports, ...extra }] }));
}

/** What a stack has for `reports`, by type, beyond what it has without. */
async function added(stack: StackName, extra: ConfigValues = {}): Promise<string[]> {
  const before = new Set((await recordStack(stack)).map(({ urn }) => urn));
  const after = (await withApp(stack, extra)).resources.filter(({ urn, custom }) => custom && !before.has(urn));
  return after.map(({ type, inputs }) => (inputs.kind as string | undefined) ?? type.split(':').at(-1) ?? type).sort();
}

const workload = [
  'Deployment',
  'HorizontalPodAutoscaler',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'Service',
  'ServiceAccount',
];

describe('an entry of apps:', () => {
  it('gives a third application its whole set of objects', async () => {
    expect(await added('dev')).toEqual([...workload, 'LifecyclePolicy', 'Repository'].sort());
    expect(await added('local')).toEqual(workload);
  });

  it('gets a secret of its own when it asks for one', async () => {
    const secrets = [{ env: 'API_KEY', secret: 'mailer', property: 'key' }];
    expect(await added('dev', { secrets })).toContain('ExternalSecret');
    const graph = await withApp('dev', { secrets });
    expect(graph.ofKind('ExternalSecret').find(({ name }) => name === 'reports')?.inputs.spec).toMatchObject({
      data: [{ secretKey: 'API_KEY', remoteRef: { key: 'taskyard-dev/apps/reports/mailer', property: 'key' } }],
    });
  });

  it('gets a role with exactly what it asks of AWS, and none when it asks for nothing', async () => {
    expect(await added('dev')).not.toContain('Role');
    expect(await added('dev', { permissions: { s3: 'files/reports' } })).toEqual(
      expect.arrayContaining(['PodIdentityAssociation', 'Role', 'RolePolicy']),
    );
    const graph = await withApp('dev', { permissions: { s3: 'files/reports', parameters: '/reports' } });
    const { Statement } = JSON.parse(graph.one('aws:iam/rolePolicy:RolePolicy', 'reports').inputs.policy as string) as {
      Statement: { Resource: string }[];
    };
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      'arn:aws:s3:::files/reports/*',
      'arn:aws:s3:::files',
      'arn:aws:ssm:us-east-1:111111111111:parameter/reports/*',
    ]);
  });

  it('may call who it names, and only they let it in', async () => {
    const graph = await withApp('dev', { calls: ['tasks'] });
    const letsIn = (name: string) =>
      JSON.stringify(
        (graph.one(':NetworkPolicy', `${name}-traffic`).inputs.spec as { ingress: unknown }).ingress,
      ).includes('"reports"');
    expect(['tasks', 'auth', 'web'].map(letsIn)).toEqual([true, false, false]);
  });

  it('reaches nothing outside the cluster unless it says so', async () => {
    const egress = async (extra: ConfigValues) =>
      JSON.stringify((await withApp('dev', extra)).one(':NetworkPolicy', 'reports-traffic').inputs.spec);
    expect(await egress({})).not.toContain('0.0.0.0/0');
    expect(await egress({ internet: true })).toContain('0.0.0.0/0');
  });

  it('is routed to by its path, and lifts the quota by its size', async () => {
    const graph = await withApp('local');
    expect(JSON.stringify(graph.one(':Ingress', 'entry').inputs.spec)).toContain('"path":"/reports"');
    const pods = async (apps: unknown[]) => {
      const quota = new RecordedGraph(await recordStack('local', { apps })).one(':ResourceQuota', 'taskyard-quota');
      return Number((quota.inputs.spec as { hard: { pods: string } }).hard.pods);
    };
    expect((await pods([reports])) - (await pods([]))).toBe(reports.replicas.max + 1);
  });
});
