import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface EncryptionKeysArgs {
  readonly prefix: string;
  /** True: a month to change one's mind about a deletion; false: the least AWS allows, a week. */
  readonly protected: boolean;
}

/** Customer-managed keys that rotate yearly, one per kind of thing, so that access to one opens no other. */
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
