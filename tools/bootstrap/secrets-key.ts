import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyRotationCommand,
  type KMSClient,
  NotFoundException,
} from '@aws-sdk/client-kms';

/** Alias of the key that encrypts the state bucket and, as Pulumi's secrets provider, the secrets in the state. */
export const secretsKeyAlias = 'alias/taskyard-state';

/** Creates the key and its alias if they do not exist, and enables yearly rotation. @returns the ARN of the key */
export async function ensureSecretsKey(kms: KMSClient): Promise<string> {
  const arn = (await existingKey(kms)) ?? (await createKey(kms));
  await kms.send(new EnableKeyRotationCommand({ KeyId: arn }));
  return arn;
}

/** @throws when the key is disabled or about to be deleted, because Pulumi could not read the state */
async function existingKey(kms: KMSClient): Promise<string | undefined> {
  try {
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId: secretsKeyAlias }));
    if (KeyMetadata?.KeyState !== 'Enabled') {
      throw new Error(
        `${secretsKeyAlias} is ${KeyMetadata?.KeyState}: enable the key, or cancel its deletion, and run again.`,
      );
    }
    return KeyMetadata.Arn;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

async function createKey(kms: KMSClient): Promise<string> {
  const { KeyMetadata } = await kms.send(
    new CreateKeyCommand({
      Description: 'Taskyard: Pulumi state and the secrets in it',
      Tags: [{ TagKey: 'Project', TagValue: 'taskyard' }],
    }),
  );
  if (KeyMetadata?.Arn === undefined) throw new Error('AWS created a key but returned no ARN.');
  await kms.send(new CreateAliasCommand({ AliasName: secretsKeyAlias, TargetKeyId: KeyMetadata.Arn }));
  return KeyMetadata.Arn;
}
