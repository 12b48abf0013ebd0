import type * as pulumi from '@pulumi/pulumi';

/** What RDS for MySQL and Aurora are both created with. */
export interface DatabaseEngineArgs {
  readonly prefix: string;
  /** Name of the subnet group. */
  readonly subnetGroup: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the storage. */
  readonly storageKeyArn: pulumi.Input<string>;
  /** ARN of the KMS key that encrypts the master secret. */
  readonly secretKeyArn: pulumi.Input<string>;
  /** True: the database refuses deletion, keeps its backups and changes in the maintenance window only. */
  readonly protected: boolean;
}
