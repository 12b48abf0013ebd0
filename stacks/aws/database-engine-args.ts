import type * as pulumi from '@pulumi/pulumi';
import type { DatabaseWindows } from '../config/database-windows.ts';
import type { RestoreSource } from '../config/managed-database-section.ts';

/** What RDS for MySQL and Aurora are both created with. */
export interface DatabaseEngineArgs {
  /** The name of the instance or cluster in AWS. */
  readonly identifier: string;
  /** Name of the subnet group. */
  readonly subnetGroup: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the storage. */
  readonly storageKeyArn: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the master secret. */
  readonly secretKeyArn: pulumi.Input<string>;
  readonly windows: DatabaseWindows;
  /** Where its first data come from. Undefined: it starts empty. Read only when the database is created. */
  readonly restoreFrom?: RestoreSource | undefined;
  /** The identifier of the database that a point in time is one of. */
  readonly restoredIdentifier: string;
  /** True: the database refuses deletion, keeps its backups and changes in the maintenance window only. */
  readonly protected: boolean;
}

/**
 * The mode that MySQL 8.4 starts with, and with which the app is tested. RDS and Aurora start without the strict modes: a text
 * that is too long would be cut without an error. Source: https://dev.mysql.com/doc/refman/8.4/en/sql-mode.html
 */
export const strictSqlMode = [
  'ONLY_FULL_GROUP_BY',
  'STRICT_TRANS_TABLES',
  'NO_ZERO_IN_DATE',
  'NO_ZERO_DATE',
  'ERROR_FOR_DIVISION_BY_ZERO',
  'NO_ENGINE_SUBSTITUTION',
].join(',');

/**
 * What AWS reads of a restored database only when it creates it. A change of one of these inputs would replace the database, and
 * with it everything written since. A copy from another region also has a key of its own.
 */
export const readAtCreation = ['snapshotIdentifier', 'restoreToPointInTime', 'kmsKeyId'];
