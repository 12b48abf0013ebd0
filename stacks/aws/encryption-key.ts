import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface EncryptionKeyArgs {
  readonly alias: string;
  readonly description: string;
  /** True: a month to change one's mind about its deletion; false: the least AWS allows, a week. */
  readonly protected: boolean;
}

/** A customer-managed key that rotates yearly. Who may use it is decided by IAM in this account. */
export class EncryptionKey extends pulumi.ComponentResource {
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: EncryptionKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:EncryptionKey', name, {}, opts);
    const key = new aws.kms.Key(
      name,
      { description: args.description, enableKeyRotation: true, deletionWindowInDays: args.protected ? 30 : 7 },
      { parent: this, protect: args.protected },
    );
    new aws.kms.Alias(name, { name: `alias/${args.alias}`, targetKeyId: key.keyId }, { parent: this });
    this.arn = key.arn;
    this.registerOutputs({ arn: this.arn });
  }
}
