import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { NatArgs } from './nat-gateways.ts';

/**
 * The way out for private subnets on one small instance: about a sixth of a gateway's price, and nobody's pager rings
 * when it is replaced. Its network interface and address stay, so a new instance needs no new route.
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
    const card = new aws.ec2.NetworkInterface(
      name,
      { subnetId, securityGroups: [group.id], sourceDestCheck: false, tags },
      child,
    );
    const address = new aws.ec2.Eip(name, { domain: 'vpc', networkInterface: card.id, tags }, child);
    const template = new aws.ec2.LaunchTemplate(
      name,
      {
        // Resolved at launch, so that replacing the instance is also how it is patched.
        imageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
        instanceType: 't4g.nano',
        metadataOptions: { httpTokens: 'required', httpEndpoint: 'enabled' },
        blockDeviceMappings: [
          { deviceName: '/dev/xvda', ebs: { encrypted: 'true', volumeSize: 8, volumeType: 'gp3' } },
        ],
        networkInterfaces: [{ networkInterfaceId: card.id, deviceIndex: 0 }],
        userData: Buffer.from(routerScript(args.vpcCidr)).toString('base64'),
        updateDefaultVersion: true,
      },
      child,
    );
    // The address first: without it the instance cannot fetch what makes it a router.
    new aws.ec2.Instance(
      name,
      { launchTemplate: { id: template.id, version: template.latestVersion.apply(String) }, tags },
      { ...child, dependsOn: [address], deleteBeforeReplace: true },
    );
    args.privateTables.forEach((table, index) => {
      new aws.ec2.Route(
        `${name}-${args.zones[index]}`,
        { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', networkInterfaceId: card.id },
        child,
      );
    });
    this.registerOutputs({});
  }
}

/** What AWS's guide for NAT instances does, on Amazon Linux 2023, which ships without a packet filter. */
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
