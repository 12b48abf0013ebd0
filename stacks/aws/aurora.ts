import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { type DatabaseEngineArgs, readAtCreation, strictSqlMode } from './database-engine-args.ts';
import { DatabaseLogs, exportedLogs } from './database-logs.ts';

export interface AuroraArgs extends DatabaseEngineArgs {
  readonly settings: Extract<AwsStack['database'], { engine: 'aurora' }>;
}

/**
 * Aurora Serverless v2: capacity follows load, in units of about 2 GiB. With a minimum of 0, it pauses when no connection is
 * open. The next connection then waits about 15 seconds.
 */
export class Aurora extends pulumi.ComponentResource {
  readonly identifier: string;
  readonly host: pulumi.Output<string>;
  readonly masterSecretArn: pulumi.Output<string>;

  constructor(name: string, args: AuroraArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:Aurora', name, {}, opts);
    const { settings, identifier, windows } = args;
    this.identifier = identifier;
    const child = { parent: this };
    const parameters = new aws.rds.ClusterParameterGroup(
      name,
      {
        family: 'aurora-mysql8.0',
        parameters: [
          { name: 'require_secure_transport', value: 'ON' },
          { name: 'slow_query_log', value: '1' },
          { name: 'long_query_time', value: '1' },
          { name: 'sql_mode', value: strictSqlMode },
        ],
      },
      child,
    );
    const logs = new DatabaseLogs(name, { kind: 'cluster', identifier, retentionDays: settings.logDays }, child);
    const cluster = new aws.rds.Cluster(
      name,
      {
        clusterIdentifier: identifier,
        engine: 'aurora-mysql',
        engineMode: 'provisioned',
        engineVersion: settings.version,
        serverlessv2ScalingConfiguration: { minCapacity: settings.minCapacity, maxCapacity: settings.maxCapacity },
        storageEncrypted: true,
        kmsKeyId: args.storageKeyArn,
        masterUsername: 'taskyard_admin',
        manageMasterUserPassword: true,
        masterUserSecretKmsKeyId: args.secretKeyArn,
        dbClusterParameterGroupName: parameters.name,
        dbSubnetGroupName: args.subnetGroup,
        vpcSecurityGroupIds: [args.securityGroupId],
        backupRetentionPeriod: settings.backupDays,
        preferredBackupWindow: windows.backup,
        preferredMaintenanceWindow: windows.maintenance,
        copyTagsToSnapshot: true,
        ...restoreInputs(args),
        enabledCloudwatchLogsExports: [...exportedLogs],
        applyImmediately: !args.protected,
        deletionProtection: args.protected,
        deleteAutomatedBackups: !args.protected,
        skipFinalSnapshot: !args.protected,
        ...(args.protected ? { finalSnapshotIdentifier: `${identifier}-final` } : {}),
      },
      { ...child, protect: args.protected, dependsOn: [logs], ignoreChanges: readAtCreation },
    );
    for (let index = 0; index <= settings.readers; index++) {
      new aws.rds.ClusterInstance(
        `${name}-${index}`,
        {
          identifier: `${identifier}-${index}`,
          clusterIdentifier: cluster.id,
          engine: 'aurora-mysql',
          engineVersion: cluster.engineVersion,
          // The configuration names the release. If AWS left it, the next update would go back to it, and RDS refuses that.
          autoMinorVersionUpgrade: false,
          instanceClass: 'db.serverless',
          publiclyAccessible: false,
          performanceInsightsEnabled: true,
          performanceInsightsRetentionPeriod: 7,
          promotionTier: index,
          // An instance has its own window, besides that of its cluster.
          preferredMaintenanceWindow: windows.maintenance,
        },
        child,
      );
    }
    this.host = cluster.endpoint;
    this.masterSecretArn = cluster.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? '');
    this.registerOutputs({ host: this.host });
  }
}

function restoreInputs({ restoreFrom, restoredIdentifier }: AuroraArgs): Partial<aws.rds.ClusterArgs> {
  if (restoreFrom?.snapshot !== undefined) return { snapshotIdentifier: restoreFrom.snapshot };
  if (restoreFrom?.pointInTime === undefined) return {};
  const { pointInTime } = restoreFrom;
  return {
    restoreToPointInTime: {
      sourceClusterIdentifier: restoredIdentifier,
      restoreType: 'full-copy',
      ...(pointInTime === 'latest' ? { useLatestRestorableTime: true } : { restoreToTime: pointInTime }),
    },
  };
}
