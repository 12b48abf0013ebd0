import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createLaunchTemplate } from './launch-template.ts';
import type { Network } from './network.ts';
import { createStackRole } from './role.ts';
import { servicePrincipal } from './trust.ts';

export interface AccessHostArgs {
  readonly network: Network;
  readonly accountId: string;
  readonly prefix: string;
}

/** The port of the proxy, on the host's loopback address. */
export const proxyPort = 3128;

/**
 * A small instance through which people reach a private API server. It has no public address, no SSH and no open port: people open
 * a session of AWS Systems Manager, for which IAM asks, and forward a port to the proxy on the host. With `HTTPS_PROXY` set to that
 * port, `kubectl` and `pulumi` work as if they ran in the VPC. No data is on it, so it can be replaced at any time.
 */
export class AccessHost extends pulumi.ComponentResource {
  readonly instanceId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, { network, accountId, prefix }: AccessHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:AccessHost', name, {}, opts);
    const child = { parent: this };
    const tags = { Name: `${prefix}-${name}` };
    const role = createStackRole(
      name,
      { accountId, prefix, assumeRolePolicy: servicePrincipal('ec2.amazonaws.com') },
      child,
    );
    const permissions = new aws.iam.RolePolicyAttachment(
      `${name}-AmazonSSMManagedInstanceCore`,
      { role: role.name, policyArn: 'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore' },
      child,
    );
    const profile = new aws.iam.InstanceProfile(name, { path: `/${prefix}/`, role: role.name }, child);
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: network.vpcId, description: 'Access host: nothing in, HTTPS out', tags },
      child,
    );
    const egress = new aws.vpc.SecurityGroupEgressRule(
      name,
      { securityGroupId: group.id, ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIpv4: '0.0.0.0/0' },
      child,
    );
    const instance = new aws.ec2.Instance(
      name,
      {
        launchTemplate: createLaunchTemplate(name, hostScript(), child),
        subnetId: network.private.ids[0] ?? '',
        vpcSecurityGroupIds: [group.id],
        associatePublicIpAddress: false,
        iamInstanceProfile: profile.name,
        tags,
      },
      // Systems Manager is reached through NAT: on destroy, the host goes first.
      { ...child, dependsOn: [permissions, egress, ...network.egress] },
    );
    this.instanceId = instance.id;
    this.securityGroupId = group.id;
    this.registerOutputs({ instanceId: this.instanceId });
  }
}

/** Runs the proxy as a service. Amazon Linux has Python and the agent of Systems Manager, so nothing is installed. */
function hostScript(): string {
  const proxy = readFileSync(join(import.meta.dirname, 'scripts', 'connect-proxy.py'), 'utf8').trimEnd();
  return [
    '#!/bin/bash',
    'set -euo pipefail',
    "cat > /usr/local/bin/connect-proxy.py <<'SCRIPT'",
    proxy,
    'SCRIPT',
    "cat > /etc/systemd/system/connect-proxy.service <<'UNIT'",
    '[Service]',
    `ExecStart=/usr/bin/python3 /usr/local/bin/connect-proxy.py ${proxyPort} 443`,
    'DynamicUser=true',
    'Restart=always',
    '[Install]',
    'WantedBy=multi-user.target',
    'UNIT',
    'systemctl enable --now connect-proxy',
    '',
  ].join('\n');
}
