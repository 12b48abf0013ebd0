import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** The secrets of a stack. */
type SecretName = 'database' | 'app' | 'admin' | 'jwt-keys';

export interface StoredSecretsArgs {
  /** Content by secret and property. Every value is a secret output. */
  readonly values: Readonly<Record<SecretName, Readonly<Record<string, pulumi.Output<string> | undefined>>>>;
  /** Starts the name of every secret: `<prefix>/database`. */
  readonly prefix: string;
  readonly keyArn: pulumi.Input<string>;
  /** Only a change of this number writes the values again. */
  readonly generation: number;
  /** Days in which a deleted secret can be restored. 0: none, so that the stack can be created again at once. */
  readonly recoveryDays: number;
  readonly protected: boolean;
}

/** Staging label of the first version. It stays with this version when newer versions follow. */
const firstVersionStage = 'taskyard-first';

/**
 * The four secrets of a stack in Secrets Manager. Values are write-only: AWS never returns them to Pulumi, so a preview
 * needs no permission to read them. Pulumi's state holds the values it sent, encrypted.
 */
export class StoredSecrets extends pulumi.ComponentResource {
  /** The secret of the signing keys. This component writes its first version. The key rotation writes every later version. */
  readonly signingKeysArn: pulumi.Output<string>;

  constructor(name: string, args: StoredSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:StoredSecrets', name, {}, opts);
    const child = { parent: this };
    const secretOf = (of: SecretName) =>
      new aws.secretsmanager.Secret(
        of,
        { name: `${args.prefix}/${of}`, kmsKeyId: args.keyArn, recoveryWindowInDays: args.recoveryDays },
        { ...child, protect: args.protected },
      );
    const contentOf = (of: SecretName, secretStringWoVersion: number) => ({
      secretStringWo: pulumi.secret(pulumi.jsonStringify(args.values[of])),
      secretStringWoVersion,
    });
    for (const each of ['database', 'app', 'admin'] as const) {
      const content = contentOf(each, args.generation);
      new aws.secretsmanager.SecretVersion(each, { secretId: secretOf(each).id, ...content }, child);
    }
    const signingKeys = secretOf('jwt-keys');
    new aws.secretsmanager.SecretVersion(
      'jwt-keys',
      {
        secretId: signingKeys.id,
        ...contentOf('jwt-keys', 1),
        // Secrets Manager deletes versions without a staging label after some time. A refresh would then miss this version,
        // and the next update would overwrite the rotated keys with the first keys.
        versionStages: ['AWSCURRENT', firstVersionStage],
      },
      // Only the first version is written here. Another write would put the first keys in the place of the rotated ones.
      { ...child, ignoreChanges: ['secretStringWo', 'secretStringWoVersion', 'versionStages'] },
    );
    this.signingKeysArn = signingKeys.arn;
    this.registerOutputs({});
  }
}
