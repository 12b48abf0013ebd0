import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { NatArgs } from './nat-gateways.ts';

/**
 * Internet access of the private subnets, through one small instance. It costs about a sixth of a NAT gateway, and access is
 * interrupted while it is replaced. Its network interface and address stay, so a new instance needs no new route.
 */
export class NatInstance extends pulumi.ComponentResource {
  constructor(name: string, args: NatArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:NatInstance', name, {}, opts);
    const child = { parent: this };
    const tags = { Name: `${args.prefix}-${name}` };
    const subnetId = pulumi.output(args.publicSubnets[0]?.id ?? '');
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.vpcId, description: 'NAT instance: anything from the VPC, to anywhere', tags },
      child,
    );
    new aws.vpc.SecurityGroupIngressRule(
      name,
      { securityGroupId: group.id, ipProtocol: '-1', cidrIpv4: args.vpcCidr },
      child,
    );
    new aws.vpc.SecurityGroupEgressRule(
      name,
      { securityGroupId: group.id, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0' },
      child,
    );
    const networkInterface = new aws.ec2.NetworkInterface(
      name,
      { subnetId, securityGroups: [group.id], sourceDestCheck: false, tags },
      child,
    );
    const address = new aws.ec2.Eip(name, { domain: 'vpc', networkInterface: networkInterface.id, tags }, child);
    const template = new aws.ec2.LaunchTemplate(
      name,
      {
        // Resolved at launch, so replacing the instance also patches it.
        imageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
        instanceType: 't4g.nano',
        metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled' },
        blockDeviceMappings: [
          { deviceName: '/dev/xvda', ebs: { encrypted: 'true', volumeSize: 8, volumeType: 'gp3' } },
        ],
        networkInterfaces: [{ networkInterfaceId: networkInterface.id, deviceIndex: 0 }],
        userData: Buffer.from(routerScript(args.vpcCidr)).toString('base64'),
        updateDefaultVersion: true,
      },
      child,
    );
    // The address first: without it, the instance cannot download its packages.
    new aws.ec2.Instance(
      name,
      { launchTemplate: { id: template.id, version: template.latestVersion.apply(String) }, tags },
      { ...child, dependsOn: [address], deleteBeforeReplace: true },
    );
    args.privateTables.forEach((table, index) => {
      new aws.ec2.Route(
        `${name}-${args.zones[index]}`,
        { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', networkInterfaceId: networkInterface.id },
        child,
      );
    });
    this.registerOutputs({});
  }
}

/** The steps of AWS's guide for NAT instances, on Amazon Linux 2023, which has no packet filter by default. */
function routerScript(vpcCidr: string): string {
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    'echo net.ipv4.ip_forward=1 > /etc/sysctl.d/90-nat.conf',
    'sysctl --system',
    'dnf install -y iptables-services',
    'systemctl enable --now iptables',
    'iptables -F FORWARD',
    `iptables -t nat -A POSTROUTING -s ${vpcCidr} ! -d ${vpcCidr} -j MASQUERADE`,
    'service iptables save',
    '',
  ].join('\n');
}
