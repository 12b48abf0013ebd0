import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { type DatabaseEngineArgs, readAtCreation, strictSqlMode } from './database-engine-args.ts';
import { DatabaseLogs, exportedLogs } from './database-logs.ts';

export interface RdsInstanceArgs extends DatabaseEngineArgs {
  readonly settings: Extract<AwsStack['database'], { engine: 'rds' }>;
}

/** RDS for MySQL: one instance. With `multiAz`, it has a standby in another zone and fails over automatically. */
export class RdsInstance extends pulumi.ComponentResource {
  readonly identifier: string;
  readonly host: pulumi.Output<string>;
  readonly masterSecretArn: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: RdsInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:RdsInstance', name, {}, opts);
    const { settings, identifier, windows } = args;
    this.identifier = identifier;
    const parameters = new aws.rds.ParameterGroup(
      name,
      {
        family: 'mysql8.4',
        parameters: [
          { name: 'require_secure_transport', value: '1' },
          { name: 'slow_query_log', value: '1' },
          { name: 'long_query_time', value: '1' },
          { name: 'sql_mode', value: strictSqlMode },
          { name: 'log_output', value: 'FILE' },
        ],
      },
      { parent: this },
    );
    const logs = new DatabaseLogs(
      name,
      { kind: 'instance', identifier, retentionDays: settings.logDays },
      { parent: this },
    );
    const instance = new aws.rds.Instance(
      name,
      {
        identifier,
        engine: 'mysql',
        engineVersion: settings.version,
        // AWS must leave a release that the configuration names: the next update would go back to it, and RDS refuses that.
        autoMinorVersionUpgrade: !/^\d+\.\d+\.\d+$/.test(settings.version),
        instanceClass: settings.class,
        multiAz: settings.multiAz,
        storageType: 'gp3',
        allocatedStorage: settings.storageGb,
        // Storage grows automatically, up to five times: a standby does not help when the disk is full.
        maxAllocatedStorage: settings.storageGb * 5,
        storageEncrypted: true,
        kmsKeyId: args.storageKeyArn,
        username: 'taskyard_admin',
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.secretKeyArn,
        parameterGroupName: parameters.name,
        dbSubnetGroupName: args.subnetGroup,
        vpcSecurityGroupIds: [args.securityGroupId],
        publiclyAccessible: false,
        backupRetentionPeriod: settings.backupDays,
        backupWindow: windows.backup,
        maintenanceWindow: windows.maintenance,
        copyTagsToSnapshot: true,
        ...restoreInputs(args),
        ...(hasPerformanceInsights(settings.class)
          ? { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 }
          : { performanceInsightsEnabled: false }),
        enabledCloudwatchLogsExports: [...exportedLogs],
        applyImmediately: !args.protected,
        deletionProtection: args.protected,
        deleteAutomatedBackups: !args.protected,
        skipFinalSnapshot: !args.protected,
        ...(args.protected ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
      },
      { parent: this, protect: args.protected, dependsOn: [logs], ignoreChanges: readAtCreation },
    );
    this.arn = instance.arn;
    this.host = instance.address;
    this.masterSecretArn = instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? '');
    this.registerOutputs({ host: this.host });
  }
}

function restoreInputs({ restoreFrom, restoredIdentifier }: RdsInstanceArgs): Partial<aws.rds.InstanceArgs> {
  if (restoreFrom?.snapshot !== undefined) return { snapshotIdentifier: restoreFrom.snapshot };
  if (restoreFrom?.pointInTime === undefined) return {};
  const { pointInTime } = restoreFrom;
  const backup = 'automatedBackup' in restoreFrom ? restoreFrom.automatedBackup : undefined;
  return {
    restoreToPointInTime: {
      ...(backup === undefined
        ? { sourceDbInstanceIdentifier: restoredIdentifier }
        : { sourceDbInstanceAutomatedBackupsArn: backup }),
      ...(pointInTime === 'latest' ? { useLatestRestorableTime: true } : { restoreTime: pointInTime }),
    },
  };
}

/** The smallest instance classes have no Performance Insights. The configuration refuses them with `multiAz`. */
function hasPerformanceInsights(instanceClass: string): boolean {
  return !/\.(micro|small)$/.test(instanceClass);
}
