/**
 * Inputs that a provider cannot change in place, by type. Only inputs that this program sets are listed. Sources:
 * `ForceNew` in terraform-provider-aws 6, and the immutable fields of the Kubernetes API.
 */
const immutableInputs: Readonly<Record<string, readonly string[]>> = {
  'aws:acm/certificate:Certificate': ['domainName', 'validationMethod'],
  'aws:cloudwatch/logGroup:LogGroup': ['name'],
  'aws:ec2/flowLog:FlowLog': ['vpcId', 'trafficType', 'logDestination', 'logDestinationType', 'iamRoleArn'],
  'aws:ec2/eipAssociation:EipAssociation': ['allocationId', 'allowReassociation', 'instanceId'],
  'aws:ec2/instance:Instance': ['subnetId', 'launchTemplate'],
  'aws:ec2/natGateway:NatGateway': ['subnetId', 'allocationId', 'connectivityType'],
  'aws:ec2/route:Route': ['routeTableId', 'destinationCidrBlock'],
  'aws:ec2/routeTable:RouteTable': ['vpcId'],
  'aws:ec2/routeTableAssociation:RouteTableAssociation': ['subnetId'],
  'aws:ec2/securityGroup:SecurityGroup': ['vpcId', 'description', 'name'],
  'aws:ec2/subnet:Subnet': ['vpcId', 'cidrBlock', 'availabilityZone'],
  'aws:ec2/vpc:Vpc': ['cidrBlock'],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ['vpcId', 'serviceName', 'vpcEndpointType'],
  'aws:ecr/repository:Repository': ['name', 'encryptionConfigurations'],
  'aws:eks/addon:Addon': ['clusterName', 'addonName'],
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': ['clusterName', 'namespace', 'serviceAccount'],
  'aws:iam/instanceProfile:InstanceProfile': ['name', 'path'],
  'aws:iam/role:Role': ['name', 'path'],
  'aws:iam/rolePolicy:RolePolicy': ['role', 'name'],
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': ['role', 'policyArn'],
  'aws:kms/alias:Alias': ['name'],
  'aws:lambda/function:Function': ['name'],
  'aws:lambda/invocation:Invocation': ['functionName', 'input', 'triggers'],
  'aws:kms/key:Key': ['region'],
  'aws:rds/cluster:Cluster': [
    'clusterIdentifier',
    'engine',
    'kmsKeyId',
    'storageEncrypted',
    'dbSubnetGroupName',
    'masterUsername',
  ],
  'aws:rds/clusterInstance:ClusterInstance': ['identifier', 'clusterIdentifier', 'engine'],
  'aws:rds/instance:Instance': [
    'identifier',
    'engine',
    'kmsKeyId',
    'storageEncrypted',
    'username',
    'dbName',
    'dbSubnetGroupName',
  ],
  'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication': [
    'region',
    'sourceDbInstanceArn',
    'kmsKeyId',
    'retentionPeriod',
  ],
  'aws:rds/parameterGroup:ParameterGroup': ['family', 'name'],
  'aws:rds/clusterParameterGroup:ClusterParameterGroup': ['family', 'name'],
  'aws:rds/subnetGroup:SubnetGroup': ['name'],
  'aws:route53/record:Record': ['zoneId', 'name', 'type'],
  'aws:s3/bucket:Bucket': ['bucket'],
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': ['bucket'],
  'aws:s3/bucketPolicy:BucketPolicy': ['bucket'],
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ['bucket'],
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': ['bucket'],
  'aws:secretsmanager/secret:Secret': ['name'],
  'aws:wafv2/webAcl:WebAcl': ['name', 'scope'],
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': ['resourceArn'],
  'eks:index:Cluster': ['name', 'encryptionConfigKeyArn', 'kubernetesServiceIpAddressRange', 'serviceRole', 'vpcId'],
  'random:index/randomPassword:RandomPassword': ['length', 'special', 'keepers'],
  'tls:index/privateKey:PrivateKey': ['algorithm', 'rsaBits', 'ecdsaCurve'],
  'kubernetes:apps/v1:Deployment': ['spec.selector'],
  'kubernetes:apps/v1:StatefulSet': [
    'spec.selector',
    'spec.serviceName',
    'spec.volumeClaimTemplates',
    'spec.podManagementPolicy',
    'spec.revisionHistoryLimit',
  ],
  'kubernetes:batch/v1:Job': ['spec.template', 'spec.selector', 'spec.completions', 'spec.parallelism'],
  'kubernetes:core/v1:PersistentVolumeClaim': [
    'spec.storageClassName',
    'spec.accessModes',
    'spec.selector',
    'spec.volumeName',
  ],
  'kubernetes:core/v1:Secret': ['type'],
  'kubernetes:core/v1:Service': ['spec.clusterIP'],
  'kubernetes:rbac.authorization.k8s.io/v1:RoleBinding': ['roleRef'],
  'kubernetes:scheduling.k8s.io/v1:PriorityClass': ['value'],
  'kubernetes:storage.k8s.io/v1:StorageClass': ['provisioner', 'parameters', 'volumeBindingMode'],
};

/** A Kubernetes object under another name is another object. */
const kubernetesIdentity = ['metadata.name', 'metadata.namespace', 'kind', 'apiVersion'];

/**
 * Whether a change at a dotted path makes the provider replace the resource: delete it and create another. A path to a whole
 * section, such as `spec`, also counts for the inputs in it.
 */
export function replaces(type: string, path: string): boolean {
  const immutable = [...(immutableInputs[type] ?? []), ...(type.startsWith('kubernetes:') ? kubernetesIdentity : [])];
  return immutable.some((key) => path === key || path.startsWith(`${key}.`) || key.startsWith(`${path}.`));
}
