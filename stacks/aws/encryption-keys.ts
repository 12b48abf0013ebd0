import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface EncryptionKeysArgs {
  readonly prefix: string;
  /** True: a deleted key can be restored for 30 days. False: for 7 days, AWS's minimum. */
  readonly protected: boolean;
}

/** Customer-managed KMS keys with yearly rotation. One per purpose, so that access to one key gives no access to other data. */
export class EncryptionKeys extends pulumi.ComponentResource {
  /** Secrets in the cluster's etcd. */
  readonly cluster: pulumi.Output<string>;
  /** Secrets Manager. */
  readonly secrets: pulumi.Output<string>;
  /** The database's storage. */
  readonly database: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeysArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:EncryptionKeys', name, {}, opts);
    const key = (of: string): pulumi.Output<string> => {
      const made = new aws.kms.Key(
        `${of}-key`,
        { description: `${args.prefix} ${of}`, enableKeyRotation: true, deletionWindowInDays: args.protected ? 30 : 7 },
        { parent: this, protect: args.protected },
      );
      new aws.kms.Alias(`${of}-key`, { name: `alias/${args.prefix}-${of}`, targetKeyId: made.keyId }, { parent: this });
      return made.arn;
    };
    this.cluster = key('cluster');
    this.secrets = key('secrets');
    this.database = key('database');
    this.registerOutputs({});
  }
}
