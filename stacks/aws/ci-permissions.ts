import type { AwsStack } from '../config/schema.ts';
import { accessLogsBucket } from './access-logs.ts';
import type { Statement } from './trust.ts';

type Account = AwsStack['account'];

/** The bootstrap command created this key and this bucket for the state. */
const stateKeyAlias = 'alias/taskyard-state';
const stateBucket = ({ id, region }: Account) => `arn:aws:s3:::taskyard-state-${id}-${region}`;

/** In addition to AWS's ViewOnlyAccess: read the state, and describe what that policy leaves out. It may not read secret values. */
export function previewStatements(account: Account, prefix: string): Statement[] {
  return [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [stateBucket(account), `${stateBucket(account)}/*`],
    },
    stateKey(account, ['kms:Decrypt', 'kms:DescribeKey']),
    // The bucket's settings, not the logs in it.
    {
      Effect: 'Allow',
      Action: ['s3:GetBucket*', 's3:Get*Configuration', 's3:ListBucket'],
      Resource: `arn:aws:s3:::${accessLogsBucket(prefix, account)}`,
    },
    {
      Effect: 'Allow',
      Action: [
        'ec2:Describe*',
        'eks:Describe*',
        'eks:List*',
        'ecr:Describe*',
        'ecr:GetLifecyclePolicy',
        'ecr:ListTagsForResource',
        'iam:GetInstanceProfile',
        'iam:GetRole',
        'iam:GetRolePolicy',
        'iam:ListRolePolicies',
        'iam:ListAttachedRolePolicies',
        'kms:DescribeKey',
        'kms:GetKeyPolicy',
        'kms:GetKeyRotationStatus',
        'kms:ListResourceTags',
        'lambda:GetFunction',
        'lambda:GetFunctionCodeSigningConfig',
        'lambda:ListVersionsByFunction',
        'logs:ListTagsForResource',
        'rds:Describe*',
        'rds:ListTagsForResource',
        'route53:GetHostedZone',
        'scheduler:GetSchedule',
        'scheduler:ListTagsForResource',
        'secretsmanager:DescribeSecret',
        'secretsmanager:GetResourcePolicy',
        'secretsmanager:ListSecretVersionIds',
        'wafv2:GetLoggingConfiguration',
        'wafv2:GetWebACL',
        'wafv2:ListTagsForResource',
      ],
      Resource: '*',
    },
    { Effect: 'Deny', Action: ['secretsmanager:GetSecretValue', 'ssm:GetParameter*'], Resource: '*' },
  ];
}

/**
 * The permissions that `pulumi up` and `destroy` of this stack need: its services in its region, its roles, its zone, its
 * secrets. A job that may deploy can also extend the stack's own roles. So the environment of the deploy role needs approvals.
 */
export function deployStatements(account: Account, prefix: string, hostedZoneId: string): Statement[] {
  const here = { StringEquals: { 'aws:RequestedRegion': account.region } };
  const arn = (service: string, resource: string) => `arn:aws:${service}:${account.region}:${account.id}:${resource}`;
  return [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject', 's3:ListBucket'],
      Resource: [stateBucket(account), `${stateBucket(account)}/*`],
    },
    stateKey(account, ['kms:Encrypt', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey']),
    // Most resources of these services have no name to restrict by, so the statement is limited to the region.
    {
      Effect: 'Allow',
      Action: ['ec2:*', 'eks:*', 'ecr:*', 'rds:*', 'acm:*', 'wafv2:*', 'kms:*', 'logs:*', 'scheduler:*'],
      Resource: '*',
      Condition: here,
    },
    { Effect: 'Allow', Action: 'lambda:*', Resource: arn('lambda', `function:${prefix}-*`) },
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: ['', '/*'].map((objects) => `arn:aws:s3:::${accessLogsBucket(prefix, account)}${objects}`),
    },
    {
      Effect: 'Allow',
      Action: 'secretsmanager:*',
      Resource: [arn('secretsmanager', `secret:${prefix}/*`), arn('secretsmanager', 'secret:rds!*')],
    },
    {
      Effect: 'Allow',
      Action: ['route53:ChangeResourceRecordSets', 'route53:ListResourceRecordSets', 'route53:GetHostedZone'],
      Resource: `arn:aws:route53:::hostedzone/${hostedZoneId}`,
    },
    { Effect: 'Allow', Action: 'route53:GetChange', Resource: 'arn:aws:route53:::change/*' },
    {
      Effect: 'Allow',
      Action: [
        'iam:*Role',
        'iam:*RolePolicy',
        'iam:*RolePolicies',
        'iam:List*',
        'iam:TagRole',
        'iam:UntagRole',
        'iam:UpdateAssumeRolePolicy',
      ],
      Resource: `arn:aws:iam::${account.id}:role/${prefix}/*`,
    },
    // The profile of the access host.
    {
      Effect: 'Allow',
      Action: [
        'iam:CreateInstanceProfile',
        'iam:DeleteInstanceProfile',
        'iam:GetInstanceProfile',
        'iam:AddRoleToInstanceProfile',
        'iam:RemoveRoleFromInstanceProfile',
        'iam:TagInstanceProfile',
        'iam:UntagInstanceProfile',
      ],
      Resource: `arn:aws:iam::${account.id}:instance-profile/${prefix}/*`,
    },
    {
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: '*',
      Condition: {
        StringLike: {
          'iam:AWSServiceName': ['eks*.amazonaws.com', 'rds.amazonaws.com', 'elasticloadbalancing.amazonaws.com'],
        },
      },
    },
    // It may read its own roles, but not change them.
    {
      Effect: 'Allow',
      Action: ['iam:GetRole', 'iam:GetRolePolicy', 'iam:ListRolePolicies', 'iam:ListAttachedRolePolicies'],
      Resource: `arn:aws:iam::${account.id}:role/taskyard-ci/*`,
    },
    // Secrets are write-only: no value is read back.
    { Effect: 'Deny', Action: 'secretsmanager:GetSecretValue', Resource: '*' },
  ];
}

function stateKey({ id, region }: Account, actions: readonly string[]): Statement {
  return {
    Effect: 'Allow',
    Action: actions,
    Resource: `arn:aws:kms:${region}:${id}:key/*`,
    Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': stateKeyAlias } },
  };
}
