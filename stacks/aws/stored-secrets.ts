import { createHash } from 'node:crypto';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { SecretValues } from '../app/secret-values.ts';
import type { StackSettings } from '../config/schema.ts';

export interface StoredSecretsArgs {
  readonly values: SecretValues;
  /** Starts every name: `<prefix>/database`. */
  readonly prefix: string;
  readonly keyArn: pulumi.Input<string>;
  /**
   * `recoveryDays`: how long a deleted secret can be brought back; 0: not at all, so that a stack can be made again at once.
   * The rest is what the values are made from: a change of it, and nothing else, writes them again.
   */
  readonly rotation: StackSettings['secrets'];
  readonly protected: boolean;
}

/**
 * The four secrets of a stack in Secrets Manager. Values are write-only: AWS never gives them back to Pulumi, so a
 * preview needs no right to read them. Pulumi's state keeps what it sent, encrypted.
 */
export class StoredSecrets extends pulumi.ComponentResource {
  constructor(name: string, args: StoredSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:StoredSecrets', name, {}, opts);
    const { recoveryDays, ...madeFrom } = args.rotation;
    for (const [of, properties] of Object.entries(args.values)) {
      const secret = new aws.secretsmanager.Secret(
        of,
        { name: `${args.prefix}/${of}`, kmsKeyId: args.keyArn, recoveryWindowInDays: recoveryDays },
        { parent: this, protect: args.protected },
      );
      new aws.secretsmanager.SecretVersion(
        of,
        {
          secretId: secret.id,
          secretStringWo: pulumi.secret(pulumi.jsonStringify(properties)),
          secretStringWoVersion: contentVersion(madeFrom),
        },
        { parent: this },
      );
    }
    this.registerOutputs({});
  }
}

/** A number that changes with what secrets are made from, and tells nothing about them. Below 2^31, as the provider wants. */
export function contentVersion(madeFrom: unknown): number {
  return createHash('sha256').update(JSON.stringify(madeFrom)).digest().readUInt32BE(0) >>> 1;
}
