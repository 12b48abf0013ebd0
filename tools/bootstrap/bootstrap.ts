import process from 'node:process';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { readJobEnvironment } from '../delivery/environment.ts';
import { githubOf } from '../delivery/github.ts';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { type AwsArguments, type GitHubArguments, readArguments, usage } from './arguments.ts';
import { ensureEnvironments } from './github-environments.ts';
import { ensureGithubIdentity } from './github-identity.ts';
import { ensurePermissionsBoundary } from './permissions-boundary.ts';
import { ensureSecretsKey, secretsKeyAlias } from './secrets-key.ts';
import { ensureSpotRole } from './spot-role.ts';
import { ensureStateBucket } from './state-bucket.ts';

// Creates what the first `pulumi up` needs. In AWS, once for each account and region: a bucket for the state, a key for its
// secrets, the boundary of all roles, the role of EC2 Spot, and GitHub as an identity provider. On GitHub, once for each
// repository: the protected environments. A second run changes nothing, or repairs settings that drifted.

const cloudStacks = ['dev', 'staging', 'prod'];

await runCommand({ name: 'bootstrap', usage }, async (args) => {
  const { aws, github } = readArguments(args);
  try {
    if (github) await bootstrapGitHub(github);
    if (aws) await bootstrapAws(aws);
  } catch (error) {
    throw new CliError(explain(error));
  }
  return 0;
});

async function bootstrapGitHub({ repository, reviewers }: GitHubArguments): Promise<void> {
  const { apiUrl, token } = readJobEnvironment();
  if (token === undefined) {
    throw new Error(
      'GITHUB_TOKEN is not set. It must administer the repository, such as the output of `gh auth token`.',
    );
  }
  say(`repository ${repository}`);
  const github = githubOf({ repository, token, apiUrl });
  for (const line of await ensureEnvironments(github, cloudStacks, reviewers)) say(`  ${line}`);
}

async function bootstrapAws({ region, bucket }: AwsArguments): Promise<void> {
  const { account, partition } = await caller(region);
  const name = bucket ?? `taskyard-state-${account}-${region}`;
  say(`account ${account}, region ${region}`);
  const keyArn = await ensureSecretsKey(new KMSClient({ region }));
  say(`key     ${secretsKeyAlias} (${keyArn})`);
  await ensureStateBucket(new S3Client({ region }), { name, region, partition, account, keyArn });
  say(`bucket  ${name}`);
  const iam = new IAMClient({ region });
  say(`roles   ${await ensurePermissionsBoundary(iam, partition, account)}`);
  say(`Spot    ${await ensureSpotRole(iam)}`);
  say(`GitHub  ${await ensureGithubIdentity(iam, partition, account)}`);
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
