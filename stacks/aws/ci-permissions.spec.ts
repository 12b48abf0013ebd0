import { beforeAll, describe, expect, it } from 'vitest';
import { type IamRequest, isAllowed, resourcesOf, type SimulatedRole } from '../../tools/aws/simulate-iam.ts';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { readStackFile, recordStack, stackNames } from '../../tools/recorder/recorder.ts';
import { accessLogsBucket } from './access-logs.ts';
import { type CiRole, ciRoles } from './ci-identity.ts';
import { boundaryArn, boundaryDocument } from './permissions-boundary.ts';
import { providerActions } from './provider-actions/provider-actions.ts';

/** Types that `@pulumi/eks` creates inside its component, where the recorder does not see them. */
const insideEksComponent = [
  'aws:eks/accessEntry:AccessEntry',
  'aws:eks/accessPolicyAssociation:AccessPolicyAssociation',
  'aws:eks/cluster:Cluster',
];

const cloudStacks = stackNames.filter((name) => name !== 'local');

describe.each(cloudStacks)('the roles of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('are made from a table that has every AWS type of the stack', () => {
    const own = graph.resources.filter(({ type, custom }) => custom && type.startsWith('aws:')).map(({ type }) => type);
    const missing = [...own, ...insideEksComponent].filter((type) => providerActions[type] === undefined);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('all have the boundary', async () => {
    const { account } = (await readStackFile(stack)) as { account: { id: string } };
    for (const { name, inputs } of graph.all('iam/role:Role')) {
      expect(inputs.permissionsBoundary, name).toBe(boundaryArn(account.id));
    }
  });
});

// The policies of the stacks differ in account, region and names only.
describe('the permissions of CI in prod', () => {
  const stack = 'prod';
  const prefix = `taskyard-${stack}`;
  let graph: RecordedGraph;
  let account: { readonly id: string; readonly region: string };
  let hostedZoneId: string;

  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
    const file = (await readStackFile(stack)) as { account: typeof account; ingress: { hostedZoneId: string } };
    account = file.account;
    hostedZoneId = file.ingress.hostedZoneId;
  });

  function roleOf(name: CiRole): SimulatedRole {
    const policy = JSON.parse(graph.one('iam/rolePolicy:RolePolicy', name).inputs.policy as string) as object;
    return { accountId: account.id, policy, boundary: boundaryDocument(account.id) };
  }

  /** `{account}` and `{region}` stand for those of the stack. */
  const filled = (text: string) => text.replaceAll('{account}', account.id).replaceAll('{region}', account.region);

  function ask(role: CiRole | SimulatedRole, action: string, resource: string, context: IamRequest['context'] = {}) {
    const given = Object.fromEntries(Object.entries(context).map(([name, value]) => [name, filled(value)]));
    return isAllowed(typeof role === 'string' ? roleOf(role) : role, {
      action,
      resource: filled(resource),
      context: { 'aws:RequestedRegion': account.region, ...given },
    });
  }

  /** Those of `actions` that the role may not call on the stack's own resources. */
  async function refused(name: CiRole, actions: readonly string[], context: IamRequest['context'] = {}) {
    const names = {
      Partition: 'aws',
      Region: account.region,
      Account: account.id,
      GroupName: 'default',
      ScheduleName: `${prefix}-one`,
      SecretId: `${prefix}/one`,
      RoleNameWithPath: `${prefix}/one`,
      InstanceProfileNameWithPath: `${prefix}/one`,
      FunctionName: `${prefix}-one`,
      BucketName: accessLogsBucket(prefix, account),
      Id: hostedZoneId,
    };
    const all = [...new Set(actions)].map(async (action) => {
      const { arns, areRequired } = await resourcesOf(action, names, prefix);
      const answers = await Promise.all(arns.map((arn) => ask(name, action, arn, context)));
      const may = areRequired ? answers.every((answer) => answer) : answers.includes(true);
      return may ? [] : [action];
    });
    return (await Promise.all(all)).flat();
  }

  it.each(ciRoles)(
    'lets %s read every resource',
    async (name) => {
      expect(
        await refused(
          name,
          Object.values(providerActions).flatMap(({ read }) => read),
        ),
      ).toEqual([]);
    },
    60_000,
  );

  it('lets deploy change every resource, within the boundary', async () => {
    const context = { 'iam:PermissionsBoundary': boundaryArn(account.id), 'iam:PassedToService': 'ec2.amazonaws.com' };
    expect(
      await refused(
        'deploy',
        Object.values(providerActions).flatMap(({ write }) => write),
        context,
      ),
    ).toEqual([]);
  }, 60_000);

  it.each(['preview', 'drift'] as const)(
    'lets %s change nothing',
    async (name) => {
      const writes = [...new Set(Object.values(providerActions).flatMap(({ write }) => write))];
      expect(await refused(name, writes)).toEqual(writes);
    },
    60_000,
  );

  const arn = (service: string, resource: string) => `arn:aws:${service}:{region}:{account}:${resource}`;
  const iam = (resource: string) => `arn:aws:iam::{account}:${resource}`;
  const state = 'arn:aws:s3:::taskyard-state-{account}-{region}';
  const ofState = (path: string) => `${state}/.pulumi/${path}`;
  const key = arn('kms', 'key/one');
  const stateKey = { 'kms:ResourceAliases': 'alias/taskyard-state' };
  const stackRole = iam(`role/${prefix}/one`);
  const deployRole = iam(`role/taskyard-ci/${prefix}-deploy`);
  const boundary = { 'iam:PermissionsBoundary': iam('policy/taskyard-boundary') };
  const otherBoundary = { 'iam:PermissionsBoundary': iam('policy/other') };
  const passedTo = (service: string) => ({ 'iam:PassedToService': `${service}.amazonaws.com` });
  type Row = [what: string, action: string, resource: string, context?: IamRequest['context']];

  it.each<Row>([
    ['read the version of the state', 's3:GetObject', ofState('meta.yaml')],
    ['read the state', 's3:GetObject', ofState(`stacks/taskyard/${stack}.json`)],
    ['read the history', 's3:GetObject', ofState(`history/taskyard/${stack}/${stack}-1.history.json`)],
    ['list the state', 's3:ListBucket', state],
    ['decrypt the state', 'kms:Decrypt', key, stateKey],
  ])('lets every role %s', async (_, action, resource, context) => {
    for (const name of ciRoles) expect(await ask(name, action, resource, context), name).toBe(true);
  });

  it.each<Row>([
    ['the state of another stack', 's3:GetObject', ofState('stacks/taskyard/other.json')],
    ['another bucket', 's3:GetObject', 'arn:aws:s3:::data/one'],
    ['a secret', 'secretsmanager:GetSecretValue', arn('secretsmanager', `secret:${prefix}/app`)],
    ['a parameter', 'ssm:GetParameter', arn('ssm', 'parameter/one')],
  ])('lets no role read %s', async (_, action, resource, context) => {
    for (const name of ciRoles) expect(await ask(name, action, resource, context), name).toBe(false);
  });

  it('lets preview and drift decrypt with no key but that of the state', async () => {
    const other = { 'kms:ResourceAliases': `alias/${prefix}-secrets` };
    for (const name of ['preview', 'drift'] as const) expect(await ask(name, 'kms:Decrypt', key, other)).toBe(false);
  });

  it.each<Row>([
    ['create a role with the boundary', 'iam:CreateRole', stackRole, boundary],
    ['change the permissions of a role with the boundary', 'iam:PutRolePolicy', stackRole, boundary],
    ['change its own permissions within the boundary', 'iam:PutRolePolicy', deployRole, boundary],
    ['pass a role to EKS', 'iam:PassRole', stackRole, passedTo('eks')],
    ['lock the state', 's3:PutObject', ofState(`locks/organization/taskyard/${stack}/one.json`)],
    ['find the newest image', 'ssm:GetParameters', arn('ssm', 'parameter/aws/service/ami-amazon-linux-latest/one')],
    ['push an image', 'ecr:PutImage', arn('ecr', 'repository/taskyard/backend')],
  ])('lets deploy %s', async (_, action, resource, context) => {
    expect(await ask('deploy', action, resource, context)).toBe(true);
  });

  it.each<Row>([
    ['create a role without a boundary', 'iam:CreateRole', stackRole],
    ['create a role with another boundary', 'iam:CreateRole', stackRole, otherBoundary],
    ['create a role outside its path', 'iam:CreateRole', iam('role/elsewhere'), boundary],
    ['change a role without the boundary', 'iam:PutRolePolicy', stackRole],
    ['attach a policy to a role without the boundary', 'iam:AttachRolePolicy', stackRole],
    ['change the boundary of a role', 'iam:PutRolePermissionsBoundary', stackRole, otherBoundary],
    ['pass a role to a service that no stack uses', 'iam:PassRole', stackRole, passedTo('glue')],
    ['pass a role to any service', 'iam:PassRole', stackRole],
    ['delete its role', 'iam:DeleteRole', deployRole],
    ['write the state of another stack', 's3:PutObject', ofState('stacks/taskyard/other.json')],
    ['delete the key of the state', 'kms:ScheduleKeyDeletion', key, stateKey],
    ['read a parameter', 'ssm:GetParameters', arn('ssm', 'parameter/one')],
    ['delete another cluster', 'eks:DeleteCluster', arn('eks', 'cluster/other')],
    ['share a snapshot', 'ec2:ModifySnapshotAttribute', 'arn:aws:ec2:{region}::snapshot/one'],
    ['stop another region', 'ec2:StopInstances', arn('ec2', 'instance/one'), { 'aws:RequestedRegion': 'sa-east-1' }],
  ])('does not let deploy %s', async (_, action, resource, context) => {
    expect(await ask('deploy', action, resource, context)).toBe(false);
  });

  // The deploy role may change its own policy. So only the boundary limits what it can reach.
  it.each<Row>([
    ['create a role without the boundary', 'iam:CreateRole', stackRole],
    ['take the boundary off a role', 'iam:DeleteRolePermissionsBoundary', stackRole, boundary],
    ['change the boundary', 'iam:CreatePolicyVersion', iam('policy/taskyard-boundary')],
    ['change who uses the roles of CI', 'iam:UpdateAssumeRolePolicy', deployRole, boundary],
    ['pass a role to a service that no stack uses', 'iam:PassRole', stackRole, passedTo('glue')],
    ['pass a role that is not of a stack', 'iam:PassRole', iam('role/elsewhere'), passedTo('ec2')],
    ['take on another role', 'sts:AssumeRole', iam('role/elsewhere')],
    ['create an access key', 'iam:CreateAccessKey', iam('user/one')],
    ['trust another identity provider', 'iam:CreateOpenIDConnectProvider', iam('oidc-provider/one')],
  ])('does not let a role with every permission %s', async (_, action, resource, context) => {
    const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
    expect(await ask({ ...roleOf('deploy'), policy: everything }, action, resource, context)).toBe(false);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, without white space
  it('stays within the sizes that IAM accepts', () => {
    const size = (document: object) => JSON.stringify(document).length;
    for (const name of ciRoles) expect(size(roleOf(name).policy), name).toBeLessThan(10_240);
    expect(size(boundaryDocument(account.id))).toBeLessThan(6_144);
  });
});
