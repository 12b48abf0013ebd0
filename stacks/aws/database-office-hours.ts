import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { eventBridgeCron, type OfficeHours } from '../config/office-hours.ts';
import type { AwsStack } from '../config/schema.ts';
import { createStackRole } from './role.ts';
import { servicePrincipal } from './trust.ts';

export interface DatabaseOfficeHoursArgs {
  readonly officeHours: OfficeHours;
  readonly engine: AwsStack['database']['engine'];
  /** Of the databases in AWS. */
  readonly identifiers: readonly string[];
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
}

/** The calls of the AWS SDK that the scheduler makes, by database engine. */
const calls = {
  rds: { start: 'startDBInstance', stop: 'stopDBInstance', key: 'DbInstanceIdentifier', kind: 'db' },
  aurora: { start: 'startDBCluster', stop: 'stopDBCluster', key: 'DbClusterIdentifier', kind: 'cluster' },
} as const;

/** Stops the databases at the end of office hours and starts them at their beginning. Their storage stays, and is billed. */
export class DatabaseOfficeHours extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseOfficeHoursArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:DatabaseOfficeHours', name, {}, opts);
    const { officeHours, prefix, accountId } = args;
    const { start, stop, key, kind } = calls[args.engine];
    const child = { parent: this };
    const role = createStackRole(
      name,
      { accountId, prefix, assumeRolePolicy: servicePrincipal('scheduler.amazonaws.com') },
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
              Resource: args.identifiers.map((each) => `arn:aws:rds:${args.region}:${accountId}:${kind}:${each}`),
            },
          ],
        }),
      },
      child,
    );
    const schedule = (of: string, identifier: string, at: string, call: string) =>
      new aws.scheduler.Schedule(
        of,
        {
          name: `${prefix}-${of}`,
          scheduleExpression: eventBridgeCron(officeHours, at),
          scheduleExpressionTimezone: officeHours.timezone,
          flexibleTimeWindow: { mode: 'OFF' },
          target: {
            arn: `arn:aws:scheduler:::aws-sdk:rds:${call}`,
            roleArn: role.arn,
            input: JSON.stringify({ [key]: identifier }),
          },
        },
        { ...child, dependsOn: [policy] },
      );
    for (const identifier of args.identifiers) {
      const database = identifier.replace(prefix, 'database');
      schedule(`${database}-start`, identifier, officeHours.from, start);
      schedule(`${database}-stop`, identifier, officeHours.to, stop);
    }
    this.registerOutputs({});
  }
}
