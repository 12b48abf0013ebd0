import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { type Awake, eventBridgeCron } from '../config/office-hours.ts';
import type { AwsStack } from '../config/schema.ts';
import { servicePrincipal } from './trust.ts';

export interface DatabaseHoursArgs {
  readonly awake: Awake;
  readonly engine: AwsStack['database']['engine'];
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
}

/** What the scheduler calls, as it names the calls of AWS's SDK. */
const calls = {
  rds: { start: 'startDBInstance', stop: 'stopDBInstance', key: 'DbInstanceIdentifier', kind: 'db' },
  aurora: { start: 'startDBCluster', stop: 'stopDBCluster', key: 'DbClusterIdentifier', kind: 'cluster' },
} as const;

/** Stops the database in the evening and starts it in the morning. What it stores goes on being kept, and billed. */
export class DatabaseHours extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseHoursArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:DatabaseHours', name, {}, opts);
    const { awake, prefix } = args;
    const { start, stop, key, kind } = calls[args.engine];
    const child = { parent: this };
    const role = new aws.iam.Role(
      name,
      { path: `/${prefix}/`, assumeRolePolicy: servicePrincipal('scheduler.amazonaws.com') },
      child,
    );
    const action = (call: string) => `rds:${call.charAt(0).toUpperCase()}${call.slice(1)}`;
    const policy = new aws.iam.RolePolicy(
      name,
      {
        role: role.id,
        policy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: [action(start), action(stop)],
              Resource: `arn:aws:rds:${args.region}:${args.accountId}:${kind}:${prefix}`,
            },
          ],
        }),
      },
      child,
    );
    const schedule = (of: string, at: string, call: string) =>
      new aws.scheduler.Schedule(
        of,
        {
          name: `${prefix}-${of}`,
          scheduleExpression: eventBridgeCron(awake, at),
          scheduleExpressionTimezone: awake.timezone,
          flexibleTimeWindow: { mode: 'OFF' },
          target: {
            arn: `arn:aws:scheduler:::aws-sdk:rds:${call}`,
            roleArn: role.arn,
            input: JSON.stringify({ [key]: prefix }),
          },
        },
        { ...child, dependsOn: [policy] },
      );
    schedule('database-start', awake.from, start);
    schedule('database-stop', awake.to, stop);
    this.registerOutputs({});
  }
}
