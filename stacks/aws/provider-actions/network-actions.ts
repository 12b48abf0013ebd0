import { actions, type TypeActions } from './type-actions.ts';

const ec2 = (names: string) => actions('ec2', names);
const tags = ec2('CreateTags DeleteTags');

/** A network resource with tags. */
const tagged = (read: string, write: string): TypeActions => ({ read: ec2(read), write: [...ec2(write), ...tags] });

/** The VPC, what lies in it, its name and its firewall. */
export const networkActions: Readonly<Record<string, TypeActions>> = {
  'aws:acm/certificate:Certificate': {
    read: actions('acm', 'DescribeCertificate ListTagsForCertificate'),
    write: actions(
      'acm',
      'RequestCertificate DeleteCertificate UpdateCertificateOptions AddTagsToCertificate RemoveTagsFromCertificate',
    ),
  },
  'aws:acm/certificateValidation:CertificateValidation': { read: actions('acm', 'DescribeCertificate'), write: [] },
  'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup': tagged(
    'DescribeSecurityGroups DescribeSecurityGroupRules',
    'AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress RevokeSecurityGroupEgress RevokeSecurityGroupIngress',
  ),
  'aws:ec2/eip:Eip': tagged(
    'DescribeAddresses DescribeAddressesAttribute DescribeNetworkInterfaces',
    'AllocateAddress ReleaseAddress AssociateAddress DisassociateAddress',
  ),
  'aws:ec2/eipAssociation:EipAssociation': {
    read: ec2('DescribeAddresses'),
    write: ec2('AssociateAddress DisassociateAddress'),
  },
  'aws:ec2/flowLog:FlowLog': tagged('DescribeFlowLogs', 'CreateFlowLogs DeleteFlowLogs'),
  'aws:ec2/instance:Instance': tagged(
    [
      'DescribeInstances DescribeInstanceAttribute DescribeInstanceTypes DescribeInstanceCreditSpecifications',
      'DescribeVolumes DescribeImages DescribeLaunchTemplateVersions DescribeNetworkInterfaces DescribeTags',
    ].join(' '),
    [
      'RunInstances TerminateInstances StartInstances StopInstances ModifyInstanceAttribute ModifyInstanceMetadataOptions',
      'ModifyInstanceCreditSpecification ModifyInstanceMaintenanceOptions ModifyNetworkInterfaceAttribute ModifyVolume',
      'MonitorInstances UnmonitorInstances AssociateIamInstanceProfile DisassociateIamInstanceProfile',
      'ReplaceIamInstanceProfileAssociation',
    ].join(' '),
  ),
  'aws:ec2/internetGateway:InternetGateway': tagged(
    'DescribeInternetGateways',
    'CreateInternetGateway DeleteInternetGateway AttachInternetGateway DetachInternetGateway',
  ),
  'aws:ec2/launchTemplate:LaunchTemplate': tagged(
    'DescribeLaunchTemplates DescribeLaunchTemplateVersions',
    'CreateLaunchTemplate CreateLaunchTemplateVersion DeleteLaunchTemplate ModifyLaunchTemplate',
  ),
  'aws:ec2/natGateway:NatGateway': tagged('DescribeNatGateways', 'CreateNatGateway DeleteNatGateway'),
  'aws:ec2/route:Route': { read: ec2('DescribeRouteTables'), write: ec2('CreateRoute ReplaceRoute DeleteRoute') },
  'aws:ec2/routeTable:RouteTable': tagged(
    'DescribeRouteTables',
    'CreateRouteTable DeleteRouteTable DisassociateRouteTable CreateRoute ReplaceRoute DeleteRoute',
  ),
  'aws:ec2/routeTableAssociation:RouteTableAssociation': {
    read: ec2('DescribeRouteTables'),
    write: ec2('AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation'),
  },
  // Before the provider deletes a group or a subnet, it removes interfaces that Lambda or EKS has left in it.
  'aws:ec2/securityGroup:SecurityGroup': tagged(
    'DescribeSecurityGroups DescribeSecurityGroupRules DescribeNetworkInterfaces',
    [
      'CreateSecurityGroup DeleteSecurityGroup AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress',
      'RevokeSecurityGroupEgress RevokeSecurityGroupIngress DetachNetworkInterface DeleteNetworkInterface',
    ].join(' '),
  ),
  'aws:ec2/subnet:Subnet': tagged(
    'DescribeSubnets DescribeNetworkInterfaces DescribeAvailabilityZones',
    'CreateSubnet DeleteSubnet ModifySubnetAttribute DetachNetworkInterface DeleteNetworkInterface',
  ),
  'aws:ec2/vpc:Vpc': tagged(
    'DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups DescribeAccountAttributes',
    'CreateVpc DeleteVpc ModifyVpcAttribute',
  ),
  'aws:ec2/vpcEndpoint:VpcEndpoint': tagged(
    'DescribeVpcEndpoints DescribePrefixLists',
    'CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints',
  ),
  'aws:route53/record:Record': {
    read: actions('route53', 'GetHostedZone ListResourceRecordSets GetChange'),
    write: actions('route53', 'ChangeResourceRecordSets'),
  },
  'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule': tagged(
    'DescribeSecurityGroupRules',
    'AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress ModifySecurityGroupRules',
  ),
  'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule': tagged(
    'DescribeSecurityGroupRules',
    'AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress ModifySecurityGroupRules',
  ),
  'aws:wafv2/webAcl:WebAcl': {
    read: actions('wafv2', 'GetWebACL ListTagsForResource'),
    write: actions('wafv2', 'CreateWebACL UpdateWebACL DeleteWebACL TagResource UntagResource'),
  },
  // CloudWatch Logs delivers the log, so the caller creates a delivery and a policy of the log group.
  'aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration': {
    read: [...actions('wafv2', 'GetLoggingConfiguration'), 'logs:DescribeResourcePolicies'],
    write: [
      ...actions('wafv2', 'PutLoggingConfiguration DeleteLoggingConfiguration'),
      ...actions('logs', 'CreateLogDelivery DeleteLogDelivery PutResourcePolicy'),
    ],
  },
};
