import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The logs that a database exports to CloudWatch. */
export const exportedLogs = ['error', 'slowquery'] as const;

export interface DatabaseLogsArgs {
  /** What the identifier names: `instance` for RDS, `cluster` for Aurora. */
  readonly kind: 'instance' | 'cluster';
  readonly identifier: string;
  readonly retentionDays: number;
}

/**
 * The log groups of a database. RDS writes to `/aws/rds/<kind>/<identifier>/<log>`. It creates a group that does not exist, and
 * such a group keeps everything for ever. So they must exist before the database.
 */
export class DatabaseLogs extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseLogsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:DatabaseLogs', name, {}, opts);
    for (const log of exportedLogs) {
      new aws.cloudwatch.LogGroup(
        `${name}-${log}`,
        { name: `/aws/rds/${args.kind}/${args.identifier}/${log}`, retentionInDays: args.retentionDays },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}
