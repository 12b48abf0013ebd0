import type { RecordedResource } from '../../recorder/declaration.ts';

/** Types AWS does not bill for, or bills elsewhere, each with the reason. Everything unlisted must have a price. */
const freeTypes: Readonly<Record<string, string>> = {
  'aws:acm/certificate:Certificate': 'public certificates are free',
  'aws:acm/certificateValidation:CertificateValidation': 'waits for a certificate',
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': 'security groups are free',
  'aws:ec2/flowLog:FlowLog': 'counted at its log group',
  'aws:ec2/internetGateway:InternetGateway': 'free; traffic is counted at the load balancer',
  'aws:ec2/launchTemplate:LaunchTemplate': 'counted at the instance made from it',
  'aws:ec2/networkInterface:NetworkInterface': 'interfaces are free',
  'aws:ec2/route:Route': 'routes are free',
  'aws:ec2/routeTable:RouteTable': 'route tables are free',
  'aws:ec2/routeTableAssociation:RouteTableAssociation': 'route tables are free',
  'aws:ec2/securityGroup:SecurityGroup': 'security groups are free',
  'aws:ec2/subnet:Subnet': 'subnets are free',
  'aws:ec2/vpc:Vpc': 'a VPC is free',
  'aws:ecr/lifecyclePolicy:LifecyclePolicy': 'part of its repository',
  'aws:eks/addon:Addon': 'its pods run on nodes that are counted',
  'aws:eks/podIdentityAssociation:PodIdentityAssociation': 'Pod Identity is free',
  'aws:iam/role:Role': 'IAM is free',
  'aws:iam/rolePolicy:RolePolicy': 'IAM is free',
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': 'IAM is free',
  'aws:kms/alias:Alias': 'part of its key',
  'aws:rds/clusterParameterGroup:ClusterParameterGroup': 'part of its database',
  'aws:rds/parameterGroup:ParameterGroup': 'part of its database',
  'aws:rds/subnetGroup:SubnetGroup': 'part of its database',
  'aws:route53/record:Record': 'alias and validation answers are free; the zone is not of this stack',
  'aws:scheduler/schedule:Schedule': 'the first 14 million calls a month are free; a stack makes about a hundred',
  'aws:secretsmanager/secretVersion:SecretVersion': 'part of its secret',
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': 'security groups are free',
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': 'security groups are free',
};

/** Objects of a cluster that make AWS bill something: free only where there is no AWS. */
const billedInCloud = /:(Ingress|Gateway|PersistentVolumeClaim|NodePool|HTTPRoute)$/;

/** Why a resource costs nothing by itself, or `undefined` when nobody has said so. */
export function freeReason({ type, custom, inputs }: RecordedResource, cloud: boolean): string | undefined {
  if (!custom && type.startsWith('taskyard:')) return 'a group of resources';
  if (type.startsWith('pulumi:providers:')) return 'a provider is a connection';
  if (/^(random|tls):/.test(type)) return 'made by Pulumi itself';
  if (type.startsWith('kubernetes:')) {
    const balancer = (inputs.spec as { type?: string } | undefined)?.type === 'LoadBalancer';
    const billed = cloud && (billedInCloud.test(type) || (type.endsWith(':Service') && balancer));
    return billed ? undefined : 'an object of the cluster, which runs on nodes that are counted';
  }
  return freeTypes[type];
}
