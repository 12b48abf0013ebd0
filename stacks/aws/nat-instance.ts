import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createLaunchTemplate } from './launch-template.ts';
import { NatCheck } from './nat-check.ts';
import type { NatArgs } from './nat-gateways.ts';

export interface NatInstanceArgs {
  readonly nat: NatArgs;
  readonly privateSubnets: readonly aws.ec2.Subnet[];
  /** Retention of the log of the check. */
  readonly logDays: number;
}

/**
 * Internet access of the private subnets, through one small instance. It costs about a sixth of a NAT gateway. A new instance is
 * created before the old one is deleted, and takes over its address; access is interrupted for the two minutes of its set-up.
 */
export class NatInstance extends pulumi.ComponentResource {
  constructor(name: string, { nat, privateSubnets, logDays }: NatInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:NatInstance', name, {}, opts);
    const child = { parent: this };
    const tags = { Name: `${nat.prefix}-${name}` };
    const [publicSubnet] = nat.publicSubnets;
    const [privateSubnet] = privateSubnets;
    if (publicSubnet === undefined || privateSubnet === undefined) throw new Error('a NAT instance needs a zone');
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: nat.vpcId, description: 'NAT instance: anything from the VPC, to anywhere', tags },
      child,
    );
    new aws.vpc.SecurityGroupIngressRule(
      name,
      { securityGroupId: group.id, ipProtocol: '-1', cidrIpv4: nat.vpcCidr },
      child,
    );
    const egress = new aws.vpc.SecurityGroupEgressRule(
      name,
      { securityGroupId: group.id, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0' },
      child,
    );
    const instance = new aws.ec2.Instance(
      name,
      {
        launchTemplate: createLaunchTemplate(name, userData(nat.vpcCidr), child),
        // The instance has its own interface. On an attached one, the next update would write the default of sourceDestCheck,
        // and forwarding would end (https://github.com/hashicorp/terraform-provider-aws/issues/44768).
        subnetId: publicSubnet.id,
        vpcSecurityGroupIds: [group.id],
        sourceDestCheck: false,
        tags,
      },
      { ...child, dependsOn: [egress] },
    );
    const address = new aws.ec2.Eip(name, { domain: 'vpc', tags }, child);
    const association = new aws.ec2.EipAssociation(
      name,
      // A new instance takes the address from the old one, which still exists then.
      { allocationId: address.id, instanceId: instance.id, allowReassociation: true },
      child,
    );
    const routes = nat.privateTables.map(
      (table, index) =>
        new aws.ec2.Route(
          `${name}-${nat.zones[index]}`,
          {
            routeTableId: table.id,
            destinationCidrBlock: '0.0.0.0/0',
            networkInterfaceId: instance.primaryNetworkInterfaceId,
          },
          child,
        ),
    );
    new NatCheck(
      `${name}-check`,
      {
        accountId: nat.accountId,
        prefix: nat.prefix,
        vpcId: nat.vpcId,
        subnetId: privateSubnet.id,
        instanceId: instance.id,
        address: address.publicIp,
        logDays,
        path: [association, ...routes],
      },
      child,
    );
    this.registerOutputs({});
  }
}

/** What the instance runs at its first start. */
function userData(vpcCidr: string): string {
  const script = readFileSync(join(import.meta.dirname, 'scripts', 'nat-instance.sh'), 'utf8');
  return ['#!/bin/bash', `VPC_CIDR=${vpcCidr}`, script].join('\n');
}
