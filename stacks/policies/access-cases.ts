import { pair, type RuleCase, resource } from './sample-resource.ts';

const policy = 'aws:iam/rolePolicy:RolePolicy';
const role = 'aws:iam/role:Role';
const cluster = 'eks:index:Cluster';
const statement = (one: object) => JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...one }] });
const github = (operator: string, subject: string) => ({
  assumeRolePolicy: statement({
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com' },
    Condition: { [operator]: { 'token.actions.githubusercontent.com:sub': subject } },
  }),
});
const provider = (tags: object) => resource('pulumi:providers:aws', { defaultTags: { tags } });

export const accessCases: readonly RuleCase[] = [
  {
    rule: 'iam-no-wildcard',
    broken: [
      resource(policy, { policy: statement({ Action: '*', Resource: 'arn:aws:s3:::one', Condition: {} }) }),
      resource(policy, { policy: statement({ Action: 's3:*', Resource: '*' }) }),
    ],
    kept: [
      resource(policy, { policy: statement({ Action: 's3:*', Resource: 'arn:aws:s3:::one/*' }) }),
      resource(policy, {
        policy: statement({
          Action: 'ec2:*',
          Resource: '*',
          Condition: { StringEquals: { 'aws:RequestedRegion': 'x' } },
        }),
      }),
      resource(policy, { policy: JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }] }) }),
    ],
  },
  {
    rule: 'iam-narrow-trust',
    broken: [
      resource(role, { assumeRolePolicy: statement({ Principal: { AWS: '*' } }) }),
      resource(role, github('StringLike', 'repo:owner/name:*')),
      resource(role, github('StringEquals', 'repo:owner/*:environment:prod')),
    ],
    kept: [
      resource(role, { assumeRolePolicy: statement({ Principal: { Service: 'ec2.amazonaws.com' } }) }),
      resource(role, github('StringEquals', 'repo:owner/name:environment:prod')),
    ],
  },
  {
    rule: 'cluster-endpoint',
    broken: [
      resource(cluster, { endpointPrivateAccess: false, endpointPublicAccess: false }),
      resource(cluster, { endpointPrivateAccess: true, endpointPublicAccess: true }),
      resource('aws:eks/cluster:Cluster', {
        vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] },
      }),
    ],
    kept: [
      resource(cluster, { endpointPrivateAccess: true, endpointPublicAccess: false }),
      resource('aws:eks/cluster:Cluster', {
        vpcConfig: { endpointPrivateAccess: true, endpointPublicAccess: true, publicAccessCidrs: ['203.0.113.0/24'] },
      }),
    ],
  },
  pair('cluster-secrets-encrypted', cluster, {}, { encryptionConfigKeyArn: 'key' }),
  pair(
    'cluster-audited',
    cluster,
    { enabledClusterLogTypes: ['api'] },
    { enabledClusterLogTypes: ['audit', 'authenticator'] },
  ),
  pair(
    'images-immutable-and-scanned',
    'aws:ecr/repository:Repository',
    { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: true } },
    { imageTagMutability: 'IMMUTABLE', imageScanningConfiguration: { scanOnPush: true } },
  ),
  pair('logs-expire', 'aws:cloudwatch/logGroup:LogGroup', {}, { retentionInDays: 7 }),
  {
    rule: 'cost-tags',
    broken: [provider({ project: 'taskyard', stack: 'dev' })],
    kept: [provider({ project: 'taskyard', stack: 'dev', 'managed-by': 'pulumi' })],
  },
  pair(
    'rbac-no-wildcard',
    'kubernetes:rbac.authorization.k8s.io/v1:Role',
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['*'] }] },
    { rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }] },
  ),
];
