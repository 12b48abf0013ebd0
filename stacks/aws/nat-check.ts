import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createStackRole } from './role.ts';
import { servicePrincipal } from './trust.ts';

/** How long an instance may take from its start until it forwards. Its set-up takes two minutes. */
const setUpSeconds = 300;

export interface NatCheckArgs {
  readonly accountId: string;
  readonly prefix: string;
  readonly vpcId: pulumi.Input<string>;
  /** Where the check runs. Its default route leads to the NAT instance. */
  readonly subnetId: pulumi.Input<string>;
  readonly instanceId: pulumi.Input<string>;
  /** The public address of the NAT instance. */
  readonly address: pulumi.Input<string>;
  readonly logDays: number;
  /** Address and routes of the instance. The check runs after them. */
  readonly path: readonly pulumi.Resource[];
}

/**
 * Asks the internet from a private subnet, once for each NAT instance. `pulumi up` fails if no answer comes back through the
 * instance. Without it, the first sign would be nodes that do not join, half an hour later.
 */
export class NatCheck extends pulumi.ComponentResource {
  constructor(name: string, args: NatCheckArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:NatCheck', name, {}, opts);
    const child = { parent: this };
    const logs = new aws.cloudwatch.LogGroup(
      name,
      { name: `/taskyard/${args.prefix}/${name}`, retentionInDays: args.logDays },
      child,
    );
    const role = createStackRole(
      name,
      { accountId: args.accountId, prefix: args.prefix, assumeRolePolicy: servicePrincipal('lambda.amazonaws.com') },
      child,
    );
    const policy = new aws.iam.RolePolicy(name, { role: role.id, policy: permissions(logs.arn) }, child);
    const group = new aws.ec2.SecurityGroup(
      name,
      { vpcId: args.vpcId, description: 'Check of the NAT instance: HTTPS to anywhere' },
      // After the function, Lambda deletes its network interface with the function's role. The group is deleted only then, so
      // on destroy the role and its permissions outlive the interface.
      { ...child, dependsOn: [policy] },
    );
    const egress = new aws.vpc.SecurityGroupEgressRule(
      name,
      { securityGroupId: group.id, ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIpv4: '0.0.0.0/0' },
      child,
    );
    const check = new aws.lambda.Function(
      name,
      {
        name: `${args.prefix}-${name}`,
        runtime: aws.lambda.Runtime.NodeJS24dX,
        architectures: ['arm64'],
        handler: 'index.handler',
        code: new pulumi.asset.AssetArchive({ 'index.mjs': new pulumi.asset.StringAsset(source) }),
        timeout: setUpSeconds + 30,
        role: role.arn,
        vpcConfig: { subnetIds: [args.subnetId], securityGroupIds: [group.id] },
        loggingConfig: { logFormat: 'Text', logGroup: logs.name },
      },
      { ...child, dependsOn: [policy] },
    );
    new aws.lambda.Invocation(
      name,
      {
        functionName: check.name,
        input: pulumi.jsonStringify({
          url: 'https://checkip.amazonaws.com',
          address: args.address,
          instance: args.instanceId,
          seconds: setUpSeconds,
          pauseSeconds: 5,
        }),
        triggers: { instance: args.instanceId },
      },
      { ...child, dependsOn: [egress, ...args.path] },
    );
    this.registerOutputs({});
  }
}

/** The function's code: one file without packages. */
const source = readFileSync(join(import.meta.dirname, 'scripts', 'nat-check.mjs'), 'utf8');

/** What Lambda itself needs to write the log, and to connect a function to a subnet. EC2 has no narrower resources for the latter. */
function permissions(logGroupArn: pulumi.Input<string>): pulumi.Output<string> {
  return pulumi.jsonStringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: pulumi.interpolate`${logGroupArn}:*`,
      },
      {
        Effect: 'Allow',
        Action: [
          'ec2:AssignPrivateIpAddresses',
          'ec2:CreateNetworkInterface',
          'ec2:DeleteNetworkInterface',
          'ec2:DescribeNetworkInterfaces',
          'ec2:DescribeSubnets',
          'ec2:UnassignPrivateIpAddresses',
        ],
        Resource: '*',
      },
    ],
  });
}
