import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface DatabaseCopiesArgs {
  /** ARN of the RDS instance. */
  readonly sourceArn: pulumi.Input<string>;
  /** The region of the copies. */
  readonly region: string;
  readonly days: number;
  readonly prefix: string;
  /** True: the key of the copies refuses deletion, and can be restored for 30 days. */
  readonly protected: boolean;
}

/**
 * Copies of the automated backups in another region, for the loss of the whole region. RDS sends every snapshot and the
 * transaction logs there. The copies have a key of that region, because keys do not leave theirs. After `pulumi destroy`, AWS
 * keeps the copies for `days`, and its key for as long as the key can be restored.
 */
export class DatabaseCopies extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseCopiesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:DatabaseCopies', name, {}, opts);
    const { region } = args;
    const key = new aws.kms.Key(
      name,
      {
        region,
        description: `${args.prefix} database copies`,
        enableKeyRotation: true,
        deletionWindowInDays: args.protected ? 30 : 7,
      },
      { parent: this, protect: args.protected },
    );
    new aws.kms.Alias(
      name,
      { region, name: `alias/${args.prefix}-database-copies`, targetKeyId: key.keyId },
      { parent: this },
    );
    new aws.rds.InstanceAutomatedBackupsReplication(
      name,
      { region, sourceDbInstanceArn: args.sourceArn, kmsKeyId: key.arn, retentionPeriod: args.days },
      { parent: this },
    );
    this.registerOutputs({});
  }
}
