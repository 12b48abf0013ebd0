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

async function recordWithApp(stack: StackName, extra: ConfigValues = {}): Promise<RecordedGraph> {
  return new RecordedGraph(await recordStack(stack, { apps: [{ ...reports, ...extra }] }));
}

/** The kinds of the resources that a stack has only with the app `reports`. */
async function addedKinds(stack: StackName, extra: ConfigValues = {}): Promise<string[]> {
  const before = new Set((await recordStack(stack)).map(({ urn }) => urn));
  const after = (await recordWithApp(stack, extra)).resources.filter(({ urn, custom }) => custom && !before.has(urn));
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

describe('an app in `apps`', () => {
  it('gets all objects of a workload', async () => {
    expect(await addedKinds('dev')).toEqual([...workload, 'LifecyclePolicy', 'Repository'].sort());
    expect(await addedKinds('local')).toEqual(workload);
  });

  it('gets its own secret when it lists one', async () => {
    const secrets = [{ env: 'API_KEY', secret: 'mailer', property: 'key' }];
    expect(await addedKinds('dev', { secrets })).toContain('ExternalSecret');
    const graph = await recordWithApp('dev', { secrets });
    expect(graph.ofKind('ExternalSecret').find(({ name }) => name === 'reports')?.inputs.spec).toMatchObject({
      data: [{ secretKey: 'API_KEY', remoteRef: { key: 'taskyard-dev/apps/reports/mailer', property: 'key' } }],
    });
  });

  it('gets an AWS role with exactly its permissions, and no role without permissions', async () => {
    expect(await addedKinds('dev')).not.toContain('Role');
    expect(await addedKinds('dev', { permissions: { s3: 'files/reports' } })).toEqual(
      expect.arrayContaining(['PodIdentityAssociation', 'Role', 'RolePolicy']),
    );
    const graph = await recordWithApp('dev', { permissions: { s3: 'files/reports', parameters: '/reports' } });
    const { Statement } = JSON.parse(graph.one('aws:iam/rolePolicy:RolePolicy', 'reports').inputs.policy as string) as {
      Statement: { Resource: string }[];
    };
    expect(Statement.map(({ Resource }) => Resource)).toEqual([
      'arn:aws:s3:::files/reports/*',
      'arn:aws:s3:::files',
      'arn:aws:ssm:us-east-1:111111111111:parameter/reports/*',
    ]);
  });

  it('may call the workloads that it lists, and no other', async () => {
    const graph = await recordWithApp('dev', { calls: ['tasks'] });
    const allowsReports = (name: string) =>
      JSON.stringify((graph.one(':NetworkPolicy', name).inputs.spec as { ingress: unknown }).ingress).includes(
        '"reports"',
      );
    expect(['tasks', 'auth', 'web'].map(allowsReports)).toEqual([true, false, false]);
  });

  it('reaches the internet only with `internet: true`', async () => {
    const egress = async (extra: ConfigValues) =>
      JSON.stringify((await recordWithApp('dev', extra)).one(':NetworkPolicy', 'reports').inputs.spec);
    expect(await egress({})).not.toContain('0.0.0.0/0');
    expect(await egress({ internet: true })).toContain('0.0.0.0/0');
  });

  it('gets a route for its path, and increases the quota by its size', async () => {
    const graph = await recordWithApp('local');
    expect(JSON.stringify(graph.one(':Ingress', 'app-ingress').inputs.spec)).toContain('"path":"/reports"');
    const pods = async (apps: unknown[]) => {
      const quota = new RecordedGraph(await recordStack('local', { apps })).one(':ResourceQuota', 'taskyard-quota');
      return Number((quota.inputs.spec as { hard: { pods: string } }).hard.pods);
    };
    expect((await pods([reports])) - (await pods([]))).toBe(2 * reports.replicas.max + 1);
  });
});
