import { at } from '../../stacks/policies/rules/rule.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';

/** The most important inputs by resource type, as dotted paths. A key without `aws:` is the end of a type. */
const paths: Readonly<Record<string, readonly string[]>> = {
  'aws:ec2/vpc:Vpc': ['cidrBlock'],
  'aws:ec2/subnet:Subnet': ['cidrBlock', 'availabilityZone'],
  'aws:ec2/launchTemplate:LaunchTemplate': ['instanceType'],
  'aws:ec2/vpcEndpoint:VpcEndpoint': ['vpcEndpointType'],
  'aws:ec2/route:Route': ['destinationCidrBlock'],
  SecurityGroupIngressRule: ['ipProtocol', 'fromPort', 'toPort', 'cidrIpv4', 'referencedSecurityGroupId'],
  SecurityGroupEgressRule: ['ipProtocol', 'fromPort', 'toPort', 'cidrIpv4'],
  'aws:rds/instance:Instance': [
    'engineVersion',
    'instanceClass',
    'allocatedStorage',
    'multiAz',
    'backupRetentionPeriod',
    'deletionProtection',
  ],
  'aws:rds/cluster:Cluster': ['engineVersion', 'backupRetentionPeriod', 'deletionProtection'],
  'aws:rds/clusterInstance:ClusterInstance': ['instanceClass'],
  'eks:index:Cluster': ['version', 'endpointPublicAccess', 'publicAccessCidrs', 'deletionProtection'],
  'aws:eks/addon:Addon': ['addonName', 'addonVersion'],
  'aws:cloudwatch/logGroup:LogGroup': ['name', 'retentionInDays'],
  'aws:kms/key:Key': ['enableKeyRotation', 'deletionWindowInDays'],
  'aws:s3/bucket:Bucket': ['bucket'],
  'aws:secretsmanager/secret:Secret': ['name', 'recoveryWindowInDays'],
  'aws:ecr/repository:Repository': ['imageTagMutability'],
  'aws:route53/record:Record': ['name', 'type'],
  'aws:acm/certificate:Certificate': ['domainName'],
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': ['policyArn'],
  'aws:scheduler/schedule:Schedule': ['scheduleExpression', 'scheduleExpressionTimezone'],
  ':Deployment': ['spec.template.spec.containers.0.image'],
  ':StatefulSet': ['spec.replicas', 'spec.template.spec.containers.0.image'],
  ':Job': ['spec.template.spec.containers.0.image'],
  ':CronJob': ['spec.schedule'],
  ':HorizontalPodAutoscaler': ['spec.minReplicas', 'spec.maxReplicas'],
  ':PodDisruptionBudget': ['spec.minAvailable', 'spec.maxUnavailable'],
  ':PersistentVolumeClaim': ['spec.resources.requests.storage'],
  ':ResourceQuota': ['spec.hard'],
  ':Release': ['chart', 'version'],
  ':NodePool': ['spec.limits.cpu', 'spec.template.spec.requirements.0.values'],
  ':Ingress': ['spec.ingressClassName'],
};

/** The most important inputs of a resource that are set, by the last part of their path. */
export function keyProperties({ type, inputs }: RecordedResource): Record<string, string> {
  const wanted = Object.entries(paths).find(
    ([ending]) => type === ending || (!ending.startsWith('aws:') && type.endsWith(ending)),
  );
  const found = (wanted?.[1] ?? []).map((path) => [lastName(path), at(inputs, ...path.split('.'))] as const);
  return Object.fromEntries(found.filter(([, value]) => value !== undefined).map(([key, value]) => [key, text(value)]));
}

function lastName(path: string): string {
  const names = path.split('.').filter((part) => !/^\d+$/.test(part));
  return names.at(-1) === 'values' ? 'capacity' : (names.at(-1) ?? path);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
