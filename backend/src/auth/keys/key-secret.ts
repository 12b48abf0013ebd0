import { randomUUID } from 'node:crypto';
import {
  GetSecretValueCommand,
  InvalidParameterException,
  InvalidRequestException,
  PutSecretValueCommand,
  SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { z } from 'zod';
import { formatKeySet, formatPublicKeySet, type KeySet, KeySetError, readKeySet } from './key-set.ts';
import type { KeyStore } from './key-store.ts';

/** The JSON of the secret: two key sets as text, and whatever else somebody put there. */
const secretSchema = z.looseObject({ private: z.string() });

interface Version {
  readonly id: string;
  readonly content: z.infer<typeof secretSchema>;
  readonly keys: KeySet;
}

/** Changes of the same secret that may overtake this one before it gives up. */
const attempts = 5;

/**
 * A key set in a secret of AWS Secrets Manager, whose JSON holds it as `private` and `public`. Needs GetSecretValue,
 * PutSecretValue and UpdateSecretVersionStage on the secret, and Decrypt and GenerateDataKey on its KMS key.
 */
export class KeySecret implements KeyStore {
  private readonly client: SecretsManagerClient;
  private readonly secret: string;

  /** @param secret name or ARN; an ARN names the region too, a name leaves it to the environment */
  constructor(secret: string) {
    this.secret = secret;
    const region = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(secret)?.[1];
    this.client = new SecretsManagerClient(region === undefined ? {} : { region });
  }

  read(): Promise<KeySet> {
    return this.explained(async () => (await this.current()).keys);
  }

  update(change: (keys: KeySet) => KeySet): Promise<KeySet> {
    return this.explained(() => this.change(change));
  }

  private async change(change: (keys: KeySet) => KeySet): Promise<KeySet> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const version = await this.current();
      const keys = change(version.keys);
      const content = { ...version.content, private: formatKeySet(keys), public: formatPublicKeySet(keys) };
      if (content.private === version.content.private && content.public === version.content.public) return keys;
      if (await this.replace(version.id, JSON.stringify(content))) return keys;
    }
    throw new Error(`Others kept changing the secret: ${attempts} attempts were overtaken`);
  }

  private async current(): Promise<Version> {
    const { VersionId, SecretString } = await this.client.send(
      new GetSecretValueCommand({ SecretId: this.secret, VersionStage: 'AWSCURRENT' }),
    );
    try {
      const content = secretSchema.parse(JSON.parse(SecretString ?? ''));
      return { id: VersionId ?? '', content, keys: readKeySet(JSON.parse(content.private)) };
    } catch (error) {
      const reason = error instanceof KeySetError ? error.message : 'must be JSON with a key set as text in "private"';
      throw new KeySetError(`Secret ${this.secret} ${reason}`);
    }
  }

  /**
   * PutSecretValue alone would overwrite whatever is current. So the new version is put aside first, and then the label of
   * the current one is moved to it from the version that was read: refused when somebody else has moved it meanwhile.
   * @returns false when it was overtaken
   */
  private async replace(former: string, text: string): Promise<boolean> {
    const version = randomUUID();
    await this.client.send(
      new PutSecretValueCommand({
        SecretId: this.secret,
        // The same for every repetition of this request, so that a lost answer does not make two versions.
        ClientRequestToken: version,
        SecretString: text,
        VersionStages: ['AWSPENDING'],
      }),
    );
    try {
      await this.client.send(
        new UpdateSecretVersionStageCommand({
          SecretId: this.secret,
          VersionStage: 'AWSCURRENT',
          RemoveFromVersionId: former,
          MoveToVersionId: version,
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof InvalidParameterException || error instanceof InvalidRequestException)) throw error;
      const { id } = await this.current();
      // Still the former one: then it was not overtaken, and trying again would fail again.
      if (id === former) throw error;
      // Moved by this request after all, whose first answer was lost.
      return id === version;
    }
  }

  /** The SDK's own messages name neither the secret nor what to do. */
  private async explained<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const region = await this.client.config.region().catch(() => undefined);
      if (region === undefined) {
        throw new Error('No AWS region is known. Set AWS_REGION, or name the secret by its ARN', { cause: error });
      }
      const advice: Readonly<Record<string, string>> = {
        CredentialsProviderError: 'No AWS credentials were found: sign in, or run this in a pod that has an identity',
        ResourceNotFoundException: `Secrets Manager has no secret ${this.secret} in ${region}`,
        AccessDeniedException: `AWS refuses access to ${this.secret}, or to the KMS key it is encrypted with`,
      };
      throw advice[error.name] === undefined ? error : new Error(advice[error.name], { cause: error });
    }
  }
}
