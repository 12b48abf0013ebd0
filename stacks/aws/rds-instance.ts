import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import type { DatabaseEngineArgs } from './database-engine-args.ts';

export interface RdsInstanceArgs extends DatabaseEngineArgs {
  readonly settings: Extract<AwsStack['database'], { engine: 'rds' }>;
}

/** RDS for MySQL: one instance. With `multiAz`, it has a standby in another zone and fails over automatically. */
export class RdsInstance extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  readonly masterSecretArn: pulumi.Output<string>;

  constructor(name: string, args: RdsInstanceArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:RdsInstance', name, {}, opts);
    const { settings, prefix } = args;
    const parameters = new aws.rds.ParameterGroup(
      name,
      {
        family: 'mysql8.4',
        parameters: [
          { name: 'require_secure_transport', value: '1' },
          { name: 'slow_query_log', value: '1' },
          { name: 'long_query_time', value: '1' },
          { name: 'log_output', value: 'FILE' },
        ],
      },
      { parent: this },
    );
    const instance = new aws.rds.Instance(
      name,
      {
        identifier: prefix,
        engine: 'mysql',
        engineVersion: settings.version,
        autoMinorVersionUpgrade: true,
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
        // Both windows are at night in Europe and do not overlap.
        backupRetentionPeriod: settings.backupDays,
        backupWindow: '01:00-02:00',
        maintenanceWindow: 'sun:02:30-sun:03:30',
        copyTagsToSnapshot: true,
        ...(hasPerformanceInsights(settings.class)
          ? { performanceInsightsEnabled: true, performanceInsightsRetentionPeriod: 7 }
          : { performanceInsightsEnabled: false }),
        enabledCloudwatchLogsExports: ['error', 'slowquery'],
        applyImmediately: !args.protected,
        deletionProtection: args.protected,
        deleteAutomatedBackups: !args.protected,
        skipFinalSnapshot: !args.protected,
        ...(args.protected ? { finalSnapshotIdentifier: `${prefix}-final` } : {}),
      },
      { parent: this, protect: args.protected },
    );
    this.host = instance.address;
    this.masterSecretArn = instance.masterUserSecrets.apply(([secret]) => secret?.secretArn ?? '');
    this.registerOutputs({ host: this.host });
  }
}

/** The smallest instance classes have no Performance Insights. The configuration refuses them with `multiAz`. */
function hasPerformanceInsights(instanceClass: string): boolean {
  return !/\.(micro|small)$/.test(instanceClass);
}
