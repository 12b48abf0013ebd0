/**
 * The managed policy that limits every role of the program, whatever the role's own policies allow. The bootstrap command
 * creates it, so no stack owns it, and no role of a stack may change it.
 */
export const boundaryName = 'taskyard-boundary';

export function boundaryArn(accountId: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${accountId}:policy/${boundaryName}`;
}

/** AWS services that may assume a role of the program. */
export const passedToServices = [
  'ec2.amazonaws.com',
  'eks.amazonaws.com',
  'lambda.amazonaws.com',
  'monitoring.rds.amazonaws.com',
  'pods.eks.amazonaws.com',
  'rds.amazonaws.com',
  'scheduler.amazonaws.com',
  'vpc-flow-logs.amazonaws.com',
];

/** Changes of a role's permissions. IAM knows the role's boundary only in these calls. */
export const permissionChanges = [
  'iam:AttachRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
];

/** Services of the stacks, and those that EKS calls with the cluster's role. IAM and STS are limited below. */
const services = [
  'acm',
  'autoscaling',
  'cloudwatch',
  'cognito-idp',
  'ec2',
  'ec2messages',
  'ecr',
  'ecr-public',
  'eks',
  'eks-auth',
  'elasticloadbalancing',
  'kms',
  'lambda',
  'logs',
  'rds',
  'route53',
  's3',
  'scheduler',
  'secretsmanager',
  'shield',
  'ssm',
  'ssmmessages',
  'tag',
  'waf-regional',
  'wafv2',
];

/**
 * The boundary's document. A role with it can use the services of the stacks. It cannot create a role without the boundary,
 * remove or change the boundary, use a role outside the stacks' paths, decide who takes on CI's roles, or create users,
 * access keys and identity providers. It does not separate two stacks in one account.
 */
export function boundaryDocument(accountId: string, partition = 'aws'): object {
  const iam = (resource: string) => `arn:${partition}:iam::${accountId}:${resource}`;
  const roles = iam('role/taskyard-*/*');
  return {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Services', Effect: 'Allow', Action: services.map((one) => `${one}:*`), Resource: '*' },
      {
        Sid: 'ReadIdentities',
        Effect: 'Allow',
        Action: ['iam:Get*', 'iam:List*', 'sts:GetCallerIdentity'],
        Resource: '*',
      },
      {
        Sid: 'RolesWithBoundary',
        Effect: 'Allow',
        Action: ['iam:CreateRole', ...permissionChanges],
        Resource: roles,
        Condition: { StringEquals: { 'iam:PermissionsBoundary': boundaryArn(accountId, partition) } },
      },
      {
        Sid: 'OtherChangesOfRoles',
        Effect: 'Allow',
        Action: ['iam:DeleteRole', 'iam:TagRole', 'iam:UntagRole', 'iam:UpdateAssumeRolePolicy', 'iam:UpdateRole'],
        Resource: roles,
      },
      {
        Sid: 'PassRolesToTheirServices',
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: roles,
        Condition: { StringEquals: { 'iam:PassedToService': passedToServices } },
      },
      {
        Sid: 'InstanceProfiles',
        Effect: 'Allow',
        Action: [
          'iam:AddRoleToInstanceProfile',
          'iam:CreateInstanceProfile',
          'iam:DeleteInstanceProfile',
          'iam:RemoveRoleFromInstanceProfile',
          'iam:TagInstanceProfile',
          'iam:UntagInstanceProfile',
        ],
        // EKS names the profiles of its nodes eks-*.
        Resource: [iam('instance-profile/eks*'), iam('instance-profile/taskyard-*')],
      },
      {
        Sid: 'ServiceLinkedRoles',
        Effect: 'Allow',
        Action: 'iam:CreateServiceLinkedRole',
        Resource: iam('role/aws-service-role/*'),
      },
      // Nothing above allows these. The refusal stays when somebody adds a service to the list.
      {
        Sid: 'BoundaryStays',
        Effect: 'Deny',
        Action: [
          'iam:CreatePolicyVersion',
          'iam:DeletePolicy',
          'iam:DeletePolicyVersion',
          'iam:DeleteRolePermissionsBoundary',
          'iam:SetDefaultPolicyVersion',
        ],
        Resource: '*',
      },
      // Otherwise the deploy role could let other jobs take on CI's roles. An administrator changes these.
      {
        Sid: 'TrustOfCiStays',
        Effect: 'Deny',
        Action: ['iam:CreateRole', 'iam:DeleteRole', 'iam:PutRolePermissionsBoundary', 'iam:UpdateAssumeRolePolicy'],
        Resource: iam('role/taskyard-ci/*'),
      },
      // A role is used by its service only. No role takes on another one.
      { Sid: 'NoOtherRole', Effect: 'Deny', Action: ['sts:AssumeRole', 'sts:GetFederationToken'], Resource: '*' },
    ],
  };
}
