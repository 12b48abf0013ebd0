import type { AwsStack } from '../config/schema.ts';
import { accessLogsBucket } from './access-logs.ts';
import { boundaryArn, passedToServices, permissionChanges } from './permissions-boundary.ts';
import { readActions, writeActions } from './provider-actions/provider-actions.ts';
import type { Statement } from './trust.ts';

/** The stack whose jobs get the permissions. */
export interface CiStack {
  readonly account: AwsStack['account'];
  readonly prefix: string;
  readonly hostedZoneId: string;
  /** The region of the database's copies, if there are any. */
  readonly copiesRegion?: string | undefined;
  /** `<project>/<stack>`, as in the keys of the state's objects. */
  readonly statePath: string;
}

/** The bootstrap command created this key and this bucket for the state. */
const stateKeyAlias = 'alias/taskyard-state';

/**
 * Reads everything that `preview --refresh` compares, and the stack's state. The state holds the generated passwords and
 * keys, encrypted with the state's key, and Pulumi cannot open it without that key. So a job with these permissions can
 * decrypt them: an environment whose role has them must run reviewed code only.
 */
export function readerStatements(stack: CiStack): Statement[] {
  return [
    stateListing(stack),
    { Effect: 'Allow', Action: 's3:GetObject', Resource: [stateObject(stack, 'meta.yaml'), ...stateObjects(stack)] },
    stateKey(stack, ['kms:Decrypt', 'kms:DescribeKey']),
    reads,
    noSecretValues,
  ];
}

/** What `pulumi up` of this stack needs: changes of its services in its region, of its roles, its zone and its secrets. */
export function deployStatements(stack: CiStack): Statement[] {
  const { account, prefix, hostedZoneId } = stack;
  const inRegion = { StringEquals: { 'aws:RequestedRegion': account.region } };
  const arn = (service: string, resource: string) => `arn:aws:${service}:${account.region}:${account.id}:${resource}`;
  /** Everything in a service, limited to resources whose names start with the stack's. It keeps the policy short. */
  const everything = (service: string, ...resources: string[]): Statement => ({
    Effect: 'Allow',
    Action: `${service}:*`,
    Resource: resources.map((resource) => arn(service, resource)),
  });
  return [
    ...readerStatements(stack),
    { Effect: 'Allow', Action: ['s3:PutObject', 's3:DeleteObject'], Resource: stateObjects(stack) },
    stateKey(stack, ['kms:Encrypt', 'kms:GenerateDataKey']),
    // AWS chooses the names of these resources. So the statement names actions, not resources.
    {
      Effect: 'Allow',
      Action: ['ec2', 'acm', 'kms', 'rds', 'wafv2'].flatMap(writeActions),
      Resource: '*',
      Condition: inRegion,
    },
    {
      Effect: 'Deny',
      Action: ['kms:DisableKey', 'kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
      Resource: '*',
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': stateKeyAlias } },
    },
    ...(stack.copiesRegion === undefined ? [] : [copiesStatement(stack.copiesRegion)]),
    // EKS decides about the creation of a cluster before the cluster has a name.
    { Effect: 'Allow', Action: 'eks:CreateCluster', Resource: '*', Condition: inRegion },
    everything(
      'eks',
      `cluster/${prefix}`,
      ...['addon', 'access-entry', 'podidentityassociation'].map((kind) => `${kind}/${prefix}/*`),
    ),
    everything('logs', `log-group:*${prefix}*`),
    { Effect: 'Allow', Action: logDeliveryActions, Resource: '*', Condition: inRegion },
    everything('lambda', `function:${prefix}-*`),
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: ['', '/*'].map((objects) => `arn:aws:s3:::${accessLogsBucket(prefix, account)}${objects}`),
    },
    everything('scheduler', `schedule/default/${prefix}-*`),
    everything('secretsmanager', `secret:${prefix}/*`, 'secret:rds!*'),
    { Effect: 'Allow', Action: [...writeActions('ecr'), ...imageActions], Resource: arn('ecr', 'repository/*') },
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    { Effect: 'Allow', Action: writeActions('route53'), Resource: `arn:aws:route53:::hostedzone/${hostedZoneId}` },
    // EC2 reads the parameter that names the newest machine image in the name of the role that starts the instance.
    {
      Effect: 'Allow',
      Action: 'ssm:GetParameters',
      Resource: `arn:aws:ssm:${account.region}:*:parameter/aws/service/*`,
    },
    ...roleStatements(account.id, prefix),
  ];
}

/** The copies of the database's backups in another region, and the key that encrypts them there. */
function copiesStatement(region: string): Statement {
  const replication = writeActions('rds').filter((action) => action.endsWith('AutomatedBackupsReplication'));
  return {
    Effect: 'Allow',
    Action: [...replication, ...writeActions('kms')],
    Resource: '*',
    Condition: { StringEquals: { 'aws:RequestedRegion': region } },
  };
}

/** The log of a web ACL. These have no resources. */
const logDeliveryActions = ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:PutResourcePolicy'];

/** Copies images into the stack's registry, and empties a repository before it is deleted. */
const imageActions = [
  'BatchCheckLayerAvailability',
  'BatchDeleteImage',
  'BatchGetImage',
  'CompleteLayerUpload',
  'GetDownloadUrlForLayer',
  'InitiateLayerUpload',
  'PutImage',
  'UploadLayerPart',
].map((name) => `ecr:${name}`);

/** Changes the stack's roles, and the permissions of its CI roles, as long as they keep the boundary. */
function roleStatements(accountId: string, prefix: string): Statement[] {
  const own = `arn:aws:iam::${accountId}:role/${prefix}/*`;
  const ofCi = `arn:aws:iam::${accountId}:role/taskyard-ci/${prefix}-*`;
  const withBoundary = { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(accountId) } };
  return [
    { Effect: 'Allow', Action: ['iam:CreateRole', ...permissionChanges], Resource: own, Condition: withBoundary },
    {
      Effect: 'Allow',
      Action: ['iam:DeleteRole', 'iam:UpdateRole', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole', 'iam:UntagRole'],
      Resource: own,
    },
    { Effect: 'Allow', Action: permissionChanges, Resource: ofCi, Condition: withBoundary },
    { Effect: 'Allow', Action: ['iam:TagRole', 'iam:UntagRole'], Resource: ofCi },
    {
      Effect: 'Allow',
      Action: writeActions('iam').filter((action) => action.endsWith('InstanceProfile')),
      Resource: `arn:aws:iam::${accountId}:instance-profile/${prefix}/*`,
    },
    {
      Effect: 'Allow',
      Action: 'iam:PassRole',
      Resource: own,
      Condition: { StringEquals: { 'iam:PassedToService': passedToServices } },
    },
    // The bootstrap command creates the one of Spot, which EC2 does not create by itself.
    {
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:aws:iam::${accountId}:role/aws-service-role/*`,
      Condition: {
        StringLike: {
          'iam:AWSServiceName': ['eks*.amazonaws.com', 'rds.amazonaws.com', 'elasticloadbalancing.amazonaws.com'],
        },
      },
    },
  ];
}

const reads: Statement = { Effect: 'Allow', Action: readActions, Resource: '*' };

/** Secrets are write-only: Pulumi never reads a value back from Secrets Manager. */
const noSecretValues: Statement = {
  Effect: 'Deny',
  Action: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
  Resource: '*',
};

function stateBucket({ account: { id, region } }: CiStack): string {
  return `arn:aws:s3:::taskyard-state-${id}-${region}`;
}

function stateObject(stack: CiStack, key: string): string {
  return `${stateBucket(stack)}/.pulumi/${key}`;
}

/**
 * The objects of one stack: its state, and its folders of history, backups, journals and locks. Their keys are in
 * https://github.com/pulumi/pulumi/blob/master/pkg/backend/diy/store.go and lock.go.
 */
function stateObjects(stack: CiStack): string[] {
  return [stateObject(stack, `stacks/${stack.statePath}.*`), stateObject(stack, `*/${stack.statePath}/*`)];
}

/**
 * The whole bucket may be listed, which shows the names of other stacks. With a condition on the prefix, S3 would answer 403
 * instead of 404 for an object that does not exist, and Pulumi asks for such objects.
 */
function stateListing(stack: CiStack): Statement {
  return { Effect: 'Allow', Action: 's3:ListBucket', Resource: stateBucket(stack) };
}

function stateKey({ account: { id, region } }: CiStack, actions: readonly string[]): Statement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: `arn:aws:kms:${region}:${id}:key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': stateKeyAlias } },
  };
}
