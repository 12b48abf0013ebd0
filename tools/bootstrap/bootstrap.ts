import process from 'node:process';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { type BootstrapArguments, readArguments, usage } from './arguments.ts';
import { ensureGithubIdentity } from './github-identity.ts';
import { ensureSecretsKey, secretsKeyAlias } from './secrets-key.ts';
import { ensureStateBucket } from './state-bucket.ts';

// Creates what the first `pulumi up` needs: a bucket for the state, a key for its secrets, and GitHub as an identity
// provider. Run it once for each account and region. A second run changes nothing, or repairs settings that drifted.

const cloudStacks = ['dev', 'staging', 'prod'];

await runCommand({ name: 'bootstrap', usage }, async (args) => {
  const options = readArguments(args);
  try {
    await bootstrap(options);
  } catch (error) {
    throw new CliError(explain(error));
  }
  return 0;
});

async function bootstrap({ region, bucket }: BootstrapArguments): Promise<void> {
  const { account, partition } = await caller(region);
  const name = bucket ?? `taskyard-state-${account}-${region}`;
  say(`account ${account}, region ${region}`);
  const keyArn = await ensureSecretsKey(new KMSClient({ region }));
  say(`key     ${secretsKeyAlias} (${keyArn})`);
  await ensureStateBucket(new S3Client({ region }), { name, region, partition, account, keyArn });
  say(`bucket  ${name}`);
  say(`GitHub  ${await ensureGithubIdentity(new IAMClient({ region }), partition, account)}`);
  say(['', 'Next:', `  pulumi login 's3://${name}?region=${region}'`].join('\n'));
  for (const stack of cloudStacks) {
    say(`  pulumi stack init ${stack} --secrets-provider='awskms://${secretsKeyAlias}?region=${region}'`);
  }
}

async function caller(region: string): Promise<{ account: string; partition: string }> {
  const { Account, Arn } = await new STSClient({ region }).send(new GetCallerIdentityCommand({}));
  const partition = Arn?.split(':')[1];
  if (Account === undefined || partition === undefined)
    throw new Error('AWS did not return the account of these credentials.');
  return { account: Account, partition };
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch (error.name) {
    case 'CredentialsProviderError':
      return 'no AWS credentials were found. Sign in (`aws sso login`, or AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY) and run again.';
    case 'ExpiredToken':
    case 'ExpiredTokenException':
      return 'the AWS credentials have expired: sign in again.';
    default:
      return error.message;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
