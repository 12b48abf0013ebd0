import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createStackRole } from './role.ts';
import { servicePrincipal } from './trust.ts';

export interface FlowLogsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly accountId: string;
  readonly prefix: string;
  readonly retentionDays: number;
}

/** The VPC's flow logs: accepted and rejected connections. Keep them as long as an incident may stay undetected. */
export class FlowLogs extends pulumi.ComponentResource {
  constructor(
    name: string,
    { vpcId, accountId, prefix, retentionDays }: FlowLogsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:aws:FlowLogs', name, {}, opts);
    const child = { parent: this };
    const group = new aws.cloudwatch.LogGroup(
      name,
      { name: `/taskyard/${prefix}/flow-logs`, retentionInDays: retentionDays },
      child,
    );
    const role = createStackRole(
      name,
      { accountId, prefix, assumeRolePolicy: servicePrincipal('vpc-flow-logs.amazonaws.com') },
      child,
    );
    new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
              Resource: pulumi.interpolate`${group.arn}:*`,
            },
          ],
        }),
      },
      child,
    );
    new aws.ec2.FlowLog(
      name,
      {
        vpcId,
        trafficType: 'ALL',
        logDestinationType: 'cloud-watch-logs',
        logDestination: group.arn,
        iamRoleArn: role.arn,
      },
      child,
    );
    this.registerOutputs({});
  }
}
