import type { RecordedResource } from '../recorder/recorded-resource.ts';

type Inputs = Readonly<Record<string, unknown>>;

/**
 * Inputs that a provider cannot change in place, by type. Only inputs that this program sets are listed. Sources:
 * `ForceNew` in terraform-provider-aws 6, and the immutable fields of the Kubernetes API.
 */
const immutableInputs: Readonly<Record<string, readonly string[]>> = {
  'aws:acm/certificate:Certificate': ['domainName', 'validationMethod'],
  'aws:acm/certificateValidation:CertificateValidation': ['certificateArn', 'validationRecordFqdns'],
  'aws:cloudwatch/logGroup:LogGroup': ['name'],
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': ['vpcId'],
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
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': ['repository', 'policy'],
  'aws:eks/accessEntry:AccessEntry': ['clusterName', 'principalArn', 'type'],
  'aws:eks/accessPolicyAssociation:AccessPolicyAssociation': [
    'clusterName',
    'principalArn',
    'policyArn',
    'accessScope',
  ],
  'aws:eks/addon:Addon': ['clusterName', 'addonName'],
  'aws:eks/cluster:Cluster': [
    'name',
    'roleArn',
    'computeConfig.nodeRoleArn',
    'kubernetesNetworkConfig.serviceIpv4Cidr',
    'kubernetesNetworkConfig.ipFamily',
    'bootstrapSelfManagedAddons',
  ],
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': ['clusterName', 'namespace', 'serviceAccount'],
  'aws:iam/instanceProfile:InstanceProfile': ['name', 'path'],
  'aws:iam/role:Role': ['name', 'path'],
  'aws:iam/rolePolicy:RolePolicy': ['role', 'name'],
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': ['role', 'policyArn'],
  'aws:kms/alias:Alias': ['name', 'region'],
  'aws:kms/key:Key': ['region'],
  'aws:lambda/function:Function': ['name'],
  'aws:lambda/invocation:Invocation': ['functionName', 'input', 'triggers'],
  'aws:rds/cluster:Cluster': [
    'clusterIdentifier',
    'engine',
    'kmsKeyId',
    'storageEncrypted',
    'dbSubnetGroupName',
    'masterUsername',
  ],
  'aws:rds/clusterInstance:ClusterInstance': ['identifier', 'clusterIdentifier', 'engine'],
  'aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication': [
    'region',
    'sourceDbInstanceArn',
    'kmsKeyId',
    'retentionPeriod',
  ],
  'aws:rds/instance:Instance': ['identifier', 'engine', 'kmsKeyId', 'storageEncrypted', 'username', 'dbName'],
  'aws:rds/parameterGroup:ParameterGroup': ['family', 'name'],
  'aws:rds/clusterParameterGroup:ClusterParameterGroup': ['family', 'name'],
  'aws:rds/subnetGroup:SubnetGroup': ['name', 'namePrefix'],
  'aws:route53/record:Record': ['zoneId', 'name', 'type'],
  'aws:s3/bucket:Bucket': ['bucket'],
  'aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration': ['bucket'],
  'aws:s3/bucketPolicy:BucketPolicy': ['bucket'],
  'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock': ['bucket'],
  'aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration': ['bucket'],
  'aws:scheduler/schedule:Schedule': ['name', 'groupName'],
  'aws:secretsmanager/secret:Secret': ['name'],
  'aws:secretsmanager/secretVersion:SecretVersion': ['secretId', 'secretStringWoVersion'],
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': ['securityGroupId'],
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': ['securityGroupId'],
  'aws:wafv2/webAcl:WebAcl': ['name', 'scope'],
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': ['resourceArn'],
  // The DiffConfig method of the Kubernetes provider. A new kubeconfig alone is not another cluster.
  'pulumi:providers:kubernetes': ['clusterIdentifier'],
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

/** Inputs that are the name of a resource in AWS, where the provider generates a name without them. */
const nameInputs = ['name', 'identifier', 'clusterIdentifier'];

/**
 * Whether a resource and its replacement have the same fixed name, so that the provider deletes the former one first. Source:
 * `nameRequiresDeleteBeforeReplace` in pulumi-terraform-bridge 3.
 */
export function keepsFixedName(type: string, before: Inputs, after: Inputs): boolean {
  return type.startsWith('aws:') && nameInputs.some((key) => key in after && before[key] === after[key]);
}

/** Whether the former resource is deleted before its replacement is created. */
export function isDeletedBeforeReplaced(before: RecordedResource, after: RecordedResource): boolean {
  return (
    after.deleteBeforeReplace ||
    keepsFixedName(after.type, before.inputs, after.inputs) ||
    keepsObjectName(after.type, before.inputs, after.inputs)
  );
}

/** Two objects of one kind in a namespace cannot have the same name. */
function keepsObjectName(type: string, before: Inputs, after: Inputs): boolean {
  if (!type.startsWith('kubernetes:')) return false;
  const [former, next] = [before, after].map(({ metadata }) => (metadata ?? {}) as Inputs);
  return former?.name !== undefined && former.name === next?.name && former.namespace === next?.namespace;
}

/** Whether the engine keeps the former value at a dotted path, whatever the program says. */
export function isIgnored({ ignoreChanges }: RecordedResource, path: string): boolean {
  return ignoreChanges.some((ignored) => path === ignored || path.startsWith(`${ignored}.`));
}

/**
 * Whether a change at a dotted path makes the provider replace the resource: delete it and create another. A path to a whole
 * section, such as `spec`, also counts for the inputs in it.
 */
export function replaces(type: string, path: string): boolean {
  // A generated value has no other way to follow its inputs.
  if (/^(random|tls):/.test(type)) return true;
  const immutable = [...(immutableInputs[type] ?? []), ...(type.startsWith('kubernetes:') ? kubernetesIdentity : [])];
  return immutable.some((key) => path === key || path.startsWith(`${key}.`) || key.startsWith(`${path}.`));
}
