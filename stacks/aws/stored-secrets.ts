import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { SecretName, SecretValues } from '../app/secret-values.ts';

export interface StoredSecretsArgs {
  readonly values: SecretValues;
  /** Starts every name: `<prefix>/database`. */
  readonly prefix: string;
  readonly keyArn: pulumi.Input<string>;
  /** A change of it, and nothing else, writes values again. */
  readonly generation: number;
  /** How long a deleted secret can be brought back; 0: not at all, so that a stack can be made again at once. */
  readonly recoveryDays: number;
  readonly protected: boolean;
}

/** Stays with the version it was given to, whatever versions follow. */
const firstVersion = 'taskyard-first';

/**
 * The four secrets of a stack in Secrets Manager. Values are write-only: AWS never gives them back to Pulumi, so a
 * preview needs no right to read them. Pulumi's state keeps what it sent, encrypted.
 */
export class StoredSecrets extends pulumi.ComponentResource {
  /** The secret of the signing keys: its first content comes from here, every later one from the rotation. */
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
        // A version without a label is forgotten in time. To a refresh it would be gone, and the next update would put the
        // first keys over the rotated ones.
        versionStages: ['AWSCURRENT', firstVersion],
      },
      { ...child, ignoreChanges: ['secretStringWo', 'secretStringWoVersion', 'versionStages'] },
    );
    this.signingKeysArn = signingKeys.arn;
    this.registerOutputs({});
  }
}
