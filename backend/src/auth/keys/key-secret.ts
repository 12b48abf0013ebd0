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

/** The JSON of the secret: two key sets as text, and properties that other programs may have added. */
const secretSchema = z.looseObject({ private: z.string() });

interface Version {
  readonly id: string;
  readonly content: z.infer<typeof secretSchema>;
  readonly keys: KeySet;
}

/** How many times a change is tried while other processes change the same secret. */
const attempts = 5;

/**
 * A key set in a secret of AWS Secrets Manager. The secret's JSON holds it as `private` and `public`. Needs
 * GetSecretValue, PutSecretValue and UpdateSecretVersionStage on the secret, and Decrypt and GenerateDataKey on its KMS
 * key.
 */
export class KeySecret implements KeyStore {
  private readonly client: SecretsManagerClient;
  private readonly secret: string;

  /** @param secret name or ARN; with a name, the region comes from the environment */
  constructor(secret: string) {
    this.secret = secret;
    const region = /^arn:[^:]+:secretsmanager:([^:]+):/.exec(secret)?.[1];
    this.client = new SecretsManagerClient(region === undefined ? {} : { region });
  }

  read(): Promise<KeySet> {
    return this.withAdvice(async () => (await this.current()).keys);
  }

  update(change: (keys: KeySet) => KeySet): Promise<KeySet> {
    return this.withAdvice(() => this.change(change));
  }

  private async change(change: (keys: KeySet) => KeySet): Promise<KeySet> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const version = await this.current();
      const keys = change(version.keys);
      const content = { ...version.content, private: formatKeySet(keys), public: formatPublicKeySet(keys) };
      if (content.private === version.content.private && content.public === version.content.public) return keys;
      if (await this.replace(version.id, JSON.stringify(content))) return keys;
    }
    throw new Error(`Other processes kept changing the secret: gave up after ${attempts} attempts`);
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
   * PutSecretValue alone would overwrite a concurrent change. So the new version is stored as pending first. Then the
   * label AWSCURRENT is moved to it from the version that was read, which AWS refuses if another process has moved it
   * meanwhile.
   * @returns false when another process has changed the secret
   */
  private async replace(former: string, text: string): Promise<boolean> {
    const version = randomUUID();
    await this.client.send(
      new PutSecretValueCommand({
        SecretId: this.secret,
        // The same for every retry of this request, so that a lost response does not cause two versions.
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
      // The secret was not changed by another process, so another attempt would fail too.
      if (id === former) throw error;
      // True when this request has moved the label and its first response was lost.
      return id === version;
    }
  }

  /** Adds the secret's name and what to do, which the SDK's messages lack. */
  private async withAdvice<Result>(action: () => Promise<Result>): Promise<Result> {
    try {
      return await action();
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const region = await this.client.config.region().catch(() => undefined);
      if (region === undefined) {
        throw new Error('No AWS region is configured. Set AWS_REGION, or give the ARN of the secret', { cause: error });
      }
      const advice: Readonly<Record<string, string>> = {
        CredentialsProviderError:
          'No AWS credentials were found. Sign in to AWS, or run this in a pod with Pod Identity',
        ResourceNotFoundException: `Secrets Manager has no secret ${this.secret} in ${region}`,
        AccessDeniedException: `AWS refuses access to ${this.secret} or to the KMS key that encrypts it`,
      };
      throw advice[error.name] === undefined ? error : new Error(advice[error.name], { cause: error });
    }
  }
}
