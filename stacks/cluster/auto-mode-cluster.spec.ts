import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { type ConfigValues, readStackFile, recordStack } from '../../tools/recorder/recorder.ts';
import { accessEntries, creatorIsNoAdministrator } from './access-entries.ts';

const role = (path: string) => `arn:aws:iam::111111111111:role/${path}`;

describe('the EKS cluster', () => {
  let inputs: Record<string, unknown>;
  let transforms: unknown;
  beforeAll(async () => {
    const graph = new RecordedGraph(
      await recordStack(
        'prod',
        {},
        {
          outputs: ({ type, transforms: given }) => {
            if (type === 'eks:index:Cluster') transforms = given;
            return {};
          },
        },
      ),
    );
    inputs = graph.one('eks:index:Cluster', 'cluster').inputs;
  });

  it('has no add-on for DNS, and no role for nodes outside Auto Mode', () => {
    expect(inputs).toMatchObject({
      corednsAddonOptions: { enabled: false },
      skipDefaultNodeGroup: true,
      createInstanceRole: false,
    });
  });

  it('has no built-in node pool, hence no node role, and an access entry for the nodes of its own pool', () => {
    expect(inputs.autoMode).toEqual({ enabled: true, createNodeRole: false, computeConfig: { nodePools: [] } });
    expect((inputs.accessEntries as Record<string, unknown>).node).toEqual({
      principalArn: role('taskyard-prod/node'),
      type: 'EC2',
      accessPolicies: {
        AmazonEKSAutoNodePolicy: {
          policyArn: 'arn:aws:eks::aws:cluster-access-policy/AmazonEKSAutoNodePolicy',
          accessScope: { type: 'cluster' },
        },
      },
    });
  });

  it('keeps the profile of whoever deploys out of the state', () => {
    expect(inputs.providerCredentialOpts).toEqual({});
  });

  it('does not make its creator an administrator', () => {
    expect(transforms).toContain(creatorIsNoAdministrator);
    const props = {
      name: 'taskyard-prod',
      accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: true },
    };
    const transformed = (type: string) =>
      creatorIsNoAdministrator({ custom: true, type, name: 'cluster-eksCluster', props, opts: {} });
    expect(transformed('aws:eks/cluster:Cluster')).toEqual({
      props: { ...props, accessConfig: { authenticationMode: 'API', bootstrapClusterCreatorAdminPermissions: false } },
      opts: {},
    });
    expect(transformed('aws:eks/accessEntry:AccessEntry')).toBeUndefined();
  });
});

describe('the access entries', () => {
  const ci = {
    deployRoleArn: role('taskyard-ci/taskyard-dev-deploy'),
    driftRoleArn: role('drift'),
    previewRoleArn: role('preview'),
  } as never;
  const entriesOf = (admins: readonly string[], of = ci) =>
    accessEntries({
      admins,
      ci: of,
      nodeRoleArn: role('node'),
      prefix: 'taskyard-dev',
      accountId: '111111111111',
    });
  const principals = (admins: readonly string[]) => Object.values(entriesOf(admins)).map((one) => one.principalArn);

  it('name every principal once, also CI’s roles among the administrators', () => {
    const deploy = role('taskyard-ci/taskyard-dev-deploy');
    expect(principals([deploy, role('team/Admin'), role('team/Admin')])).toEqual([
      role('node'),
      deploy,
      role('team/Admin'),
      role('drift'),
      role('preview'),
    ]);
  });

  it('keep roles of one name in two accounts apart', () => {
    const admins = [role('Admin'), 'arn:aws:iam::222222222222:role/Admin'];
    expect(principals(admins)).toEqual(expect.arrayContaining(admins));
  });

  it('have the same names in any order of the administrators', () => {
    const admins = [role('a/One'), role('Two')];
    expect(Object.keys(entriesOf(admins)).sort()).toEqual(Object.keys(entriesOf([...admins].reverse())).sort());
  });

  it('administer, except for the nodes and the roles that read', () => {
    const policies = Object.entries(entriesOf([role('Admin')])).map(([name, { accessPolicies }]) => [
      name,
      ...Object.keys(accessPolicies ?? {}),
    ]);
    expect(policies).toEqual([
      ['node', 'AmazonEKSAutoNodePolicy'],
      ['admin-111111111111-Admin', 'AmazonEKSClusterAdminPolicy'],
      ['deploy', 'AmazonEKSClusterAdminPolicy'],
      ['drift', 'AmazonEKSViewPolicy'],
      ['preview', 'AmazonEKSViewPolicy'],
    ]);
  });
});

describe('the interfaces of the API server', () => {
  it('stand in private subnets only, which every network policy for it admits, in any network', async () => {
    const dev = await readStackFile('dev');
    const zones = fc.subarray(['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d'], { minLength: 2 });
    await fc.assert(
      fc.asyncProperty(zones, fc.integer({ min: 16, max: 22 }), async (chosen, bits) => {
        const network = { ...(dev.network as object), zones: chosen, cidr: `10.40.0.0/${bits}` };
        await expectAdmitted({ network });
      }),
      { numRuns: 5, endOnFailure: true },
    );
  }, 120_000);
});

async function expectAdmitted(overrides: ConfigValues): Promise<void> {
  const graph = new RecordedGraph(await recordStack('dev', overrides));
  const { privateSubnetIds, publicSubnetIds, subnetIds } = graph.one('eks:index:Cluster', 'cluster').inputs;
  const ids = [privateSubnetIds, publicSubnetIds, subnetIds].flatMap((list) => (list ?? []) as string[]);
  const subnets = graph.all('ec2/subnet:Subnet').filter(({ name }) => ids.includes(`${name}-id`));
  expect(subnets).toHaveLength(ids.length);
  expect(subnets.filter(({ name }) => !name.startsWith('private-'))).toEqual([]);
  const specOf = (name: string) => graph.one(':NetworkPolicy', name).inputs.spec as PolicySpec;
  const [webhook] = specOf('external-secrets').ingress;
  const scaling = specOf('office-hours').egress.find(({ ports }) => ports.some(({ port }) => port === 443));
  expect(webhook?.ports).toEqual([{ port: 10250, protocol: 'TCP' }]);
  for (const peers of [webhook?.from, scaling?.to]) {
    const ranges = (peers ?? []).map(({ ipBlock }) => ipBlock?.cidr);
    expect(ranges).toEqual(expect.arrayContaining(subnets.map(({ inputs }) => inputs.cidrBlock)));
  }
}

interface Peer {
  readonly ipBlock?: { readonly cidr: string };
}

interface PolicySpec {
  readonly ingress: readonly { readonly from: readonly Peer[]; readonly ports: readonly object[] }[];
  readonly egress: readonly { readonly to: readonly Peer[]; readonly ports: readonly { readonly port: number }[] }[];
}
