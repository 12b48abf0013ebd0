import { actions, type TypeActions } from './type-actions.ts';

const eksTags = actions('eks', 'TagResource UntagResource');
const rdsTags = actions('rds', 'AddTagsToResource RemoveTagsFromResource');
const rds = (read: string, write: string): TypeActions => ({
  read: actions('rds', `${read} ListTagsForResource`),
  write: [...actions('rds', write), ...rdsTags],
});

/** The cluster, the database, and the services that keep images, logs, keys and secrets. */
export const platformActions: Readonly<Record<string, TypeActions>> = {
  'aws:cloudwatch/logGroup:LogGroup': {
    read: actions('logs', 'DescribeLogGroups ListTagsForResource'),
    write: actions(
      'logs',
      'CreateLogGroup DeleteLogGroup PutRetentionPolicy DeleteRetentionPolicy TagResource UntagResource',
    ),
  },
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': {
    read: actions('ecr', 'GetLifecyclePolicy'),
    write: actions('ecr', 'PutLifecyclePolicy DeleteLifecyclePolicy'),
  },
  'aws:ecr/repository:Repository': {
    read: actions('ecr', 'DescribeRepositories ListTagsForResource'),
    write: actions(
      'ecr',
      'CreateRepository DeleteRepository PutImageScanningConfiguration PutImageTagMutability TagResource UntagResource',
    ),
  },
  'aws:eks/accessEntry:AccessEntry': {
    read: actions('eks', 'DescribeAccessEntry'),
    write: [...actions('eks', 'CreateAccessEntry UpdateAccessEntry DeleteAccessEntry'), ...eksTags],
  },
  'aws:eks/accessPolicyAssociation:AccessPolicyAssociation': {
    read: actions('eks', 'ListAssociatedAccessPolicies'),
    write: actions('eks', 'AssociateAccessPolicy DisassociateAccessPolicy'),
  },
  'aws:eks/addon:Addon': {
    read: actions('eks', 'DescribeAddon DescribeAddonVersions'),
    write: [...actions('eks', 'CreateAddon UpdateAddon DeleteAddon'), ...eksTags],
  },
  'aws:eks/cluster:Cluster': {
    read: actions('eks', 'DescribeCluster DescribeUpdate'),
    write: [
      ...actions(
        'eks',
        'CreateCluster UpdateClusterConfig UpdateClusterVersion DeleteCluster AssociateEncryptionConfig',
      ),
      ...eksTags,
    ],
  },
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': {
    read: actions('eks', 'DescribePodIdentityAssociation'),
    write: [
      ...actions('eks', 'CreatePodIdentityAssociation UpdatePodIdentityAssociation DeletePodIdentityAssociation'),
      ...eksTags,
    ],
  },
  'aws:iam/instanceProfile:InstanceProfile': {
    read: actions('iam', 'GetInstanceProfile'),
    write: actions(
      'iam',
      [
        'CreateInstanceProfile DeleteInstanceProfile AddRoleToInstanceProfile RemoveRoleFromInstanceProfile',
        'TagInstanceProfile UntagInstanceProfile',
      ].join(' '),
    ),
  },
  'aws:iam/role:Role': {
    read: actions('iam', 'GetRole ListRolePolicies GetRolePolicy ListAttachedRolePolicies ListInstanceProfilesForRole'),
    write: actions(
      'iam',
      'CreateRole DeleteRole UpdateRole UpdateAssumeRolePolicy PutRolePermissionsBoundary PassRole TagRole UntagRole',
    ),
  },
  'aws:iam/rolePolicy:RolePolicy': {
    read: actions('iam', 'GetRolePolicy'),
    write: actions('iam', 'PutRolePolicy DeleteRolePolicy'),
  },
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': {
    read: actions('iam', 'ListAttachedRolePolicies'),
    write: actions('iam', 'AttachRolePolicy DetachRolePolicy'),
  },
  'aws:kms/alias:Alias': {
    read: actions('kms', 'ListAliases'),
    write: actions('kms', 'CreateAlias UpdateAlias DeleteAlias'),
  },
  // With its key, EKS, RDS and Secrets Manager call KMS in the name of the role that creates their resources.
  'aws:kms/key:Key': {
    read: actions('kms', 'DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags'),
    write: actions(
      'kms',
      [
        'CreateKey EnableKey DisableKey EnableKeyRotation DisableKeyRotation PutKeyPolicy UpdateKeyDescription',
        'ScheduleKeyDeletion TagResource UntagResource CreateGrant Encrypt Decrypt GenerateDataKey',
        'GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo',
      ].join(' '),
    ),
  },
  'aws:lambda/function:Function': {
    read: actions('lambda', 'GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction ListTags'),
    write: actions(
      'lambda',
      'CreateFunction UpdateFunctionCode UpdateFunctionConfiguration DeleteFunction TagResource UntagResource',
    ),
  },
  'aws:lambda/invocation:Invocation': { read: [], write: actions('lambda', 'InvokeFunction') },
  'aws:rds/cluster:Cluster': rds(
    'DescribeDBClusters DescribeGlobalClusters',
    'CreateDBCluster ModifyDBCluster DeleteDBCluster StartDBCluster StopDBCluster RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime CreateDBClusterSnapshot',
  ),
  'aws:rds/clusterInstance:ClusterInstance': rds(
    'DescribeDBInstances DescribeDBClusters',
    'CreateDBInstance ModifyDBInstance DeleteDBInstance RebootDBInstance',
  ),
  'aws:rds/clusterParameterGroup:ClusterParameterGroup': rds(
    'DescribeDBClusterParameterGroups DescribeDBClusterParameters',
    'CreateDBClusterParameterGroup ModifyDBClusterParameterGroup ResetDBClusterParameterGroup DeleteDBClusterParameterGroup',
  ),
  'aws:rds/instance:Instance': rds(
    'DescribeDBInstances DescribeDBSnapshots',
    'CreateDBInstance ModifyDBInstance DeleteDBInstance RebootDBInstance StartDBInstance StopDBInstance RestoreDBInstanceFromDBSnapshot RestoreDBInstanceToPointInTime CreateDBSnapshot',
  ),
  'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication': rds(
    'DescribeDBInstanceAutomatedBackups',
    'StartDBInstanceAutomatedBackupsReplication StopDBInstanceAutomatedBackupsReplication',
  ),
  'aws:rds/parameterGroup:ParameterGroup': rds(
    'DescribeDBParameterGroups DescribeDBParameters',
    'CreateDBParameterGroup ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup',
  ),
  'aws:rds/subnetGroup:SubnetGroup': rds(
    'DescribeDBSubnetGroups',
    'CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup',
  ),
  'aws:scheduler/schedule:Schedule': {
    read: actions('scheduler', 'GetSchedule ListTagsForResource'),
    write: actions('scheduler', 'CreateSchedule UpdateSchedule DeleteSchedule'),
  },
  'aws:secretsmanager/secret:Secret': {
    read: actions('secretsmanager', 'DescribeSecret GetResourcePolicy'),
    write: actions('secretsmanager', 'CreateSecret UpdateSecret DeleteSecret RestoreSecret TagResource UntagResource'),
  },
  'aws:secretsmanager/secretVersion:SecretVersion': {
    read: actions('secretsmanager', 'DescribeSecret ListSecretVersionIds'),
    write: actions('secretsmanager', 'PutSecretValue UpdateSecretVersionStage'),
  },
};
