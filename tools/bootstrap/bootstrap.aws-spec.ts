import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import {
  CreatePolicyVersionCommand,
  GetOpenIDConnectProviderCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListPolicyVersionsCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import {
  GetKeyRotationStatusCommand,
  KMSClient,
  ListKeysCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  GetBucketEncryptionCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundaryArn, boundaryDocument } from '../../stacks/aws/permissions-boundary.ts';
import { startMoto } from '../aws/moto.ts';
import { run, type Service } from '../shared/child-process.ts';

const region = 'eu-central-1';
const bucket = `taskyard-state-123456789012-${region}`;
const program = join(import.meta.dirname, 'bootstrap.ts');

let folder: string;
let moto: { service: Service; endpoint: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taskyard-aws-'));
  moto = await startMoto(folder);
}, 240_000);

afterAll(async () => {
  await moto?.service.stop();
  await rm(folder, { recursive: true, force: true });
});

function bootstrap(args: readonly string[], environment: Record<string, string | undefined> = {}) {
  return run(process.execPath, [program, ...args], {
    environment: {
      AWS_ENDPOINT_URL: moto.endpoint,
      AWS_ACCESS_KEY_ID: 'mock',
      AWS_SECRET_ACCESS_KEY: 'mock',
      AWS_SESSION_TOKEN: undefined,
      AWS_PROFILE: undefined,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...environment,
    },
  });
}

function client<C>(kind: new (options: object) => C): C {
  const credentials = { accessKeyId: 'mock', secretAccessKey: 'mock' };
  return new kind({ region, endpoint: moto.endpoint, credentials, forcePathStyle: true });
}

describe('bootstrap', () => {
  it('prints the next commands', async () => {
    const { exitCode, stdout, stderr } = await bootstrap(['--region', region]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`pulumi login 's3://${bucket}?region=${region}'`);
    for (const stack of ['dev', 'staging', 'prod']) {
      const secrets = `--secrets-provider='awskms://alias/taskyard-state?region=${region}'`;
      expect(stdout).toContain(`pulumi stack init ${stack} ${secrets}`);
    }
  });

  it('creates a bucket that is versioned, encrypted with the key, closed to the public and to plain HTTP', async () => {
    const s3 = client(S3Client);
    const Bucket = bucket;
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(Object.values(PublicAccessBlockConfiguration ?? {})).toEqual([true, true, true, true]);
    const encryption = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    const rule = encryption.ServerSideEncryptionConfiguration?.Rules?.[0];
    expect(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm).toBe('aws:kms');
    expect(rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID).toMatch(/^arn:aws:kms:eu-central-1:/);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy ?? '').Statement).toMatchObject([
      { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  it('creates a key that rotates, and an identity provider for GitHub with the audience of AWS', async () => {
    const kms = client(KMSClient);
    const { Keys } = await kms.send(new ListKeysCommand({}));
    const { KeyRotationEnabled } = await kms.send(new GetKeyRotationStatusCommand({ KeyId: Keys?.[0]?.KeyId }));
    expect(KeyRotationEnabled).toBe(true);
    const provider = await client(IAMClient).send(
      new GetOpenIDConnectProviderCommand({
        OpenIDConnectProviderArn: 'arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com',
      }),
    );
    expect(provider.ClientIDList).toEqual(['sts.amazonaws.com']);
  });

  const PolicyArn = boundaryArn('123456789012');

  async function boundary(): Promise<{ version: string | undefined; document: unknown }> {
    const iam = client(IAMClient);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn }));
    const VersionId = Policy?.DefaultVersionId;
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId }));
    return { version: VersionId, document: JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? '')) };
  }

  it('creates the permissions boundary and the role of Spot', async () => {
    expect(await boundary()).toEqual({ version: 'v1', document: boundaryDocument('123456789012') });
    const PathPrefix = '/aws-service-role/spot.amazonaws.com/';
    expect((await client(IAMClient).send(new ListRolesCommand({ PathPrefix }))).Roles).toHaveLength(1);
  });

  it('repairs a changed boundary, also when IAM keeps no more versions', async () => {
    const iam = client(IAMClient);
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    for (let version = 2; version <= 5; version++) {
      await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument, SetAsDefault: true }));
    }
    expect((await bootstrap(['--region', region])).exitCode).toBe(0);
    expect((await boundary()).document).toEqual(boundaryDocument('123456789012'));
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions.map(({ VersionId }) => VersionId).sort()).toEqual(['v2', 'v3', 'v4', 'v5', 'v6']);
  });

  it('creates nothing in a second run, and repairs drift', async () => {
    const s3 = client(S3Client);
    await s3.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } }));
    expect((await bootstrap(['--region', region])).exitCode).toBe(0);
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: bucket }))).Status).toBe('Enabled');
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toHaveLength(1);
    expect((await client(KMSClient).send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    const { version } = await boundary();
    expect((await bootstrap(['--region', region])).exitCode).toBe(0);
    expect((await boundary()).version).toBe(version);
    const providers = await client(IAMClient).send(new ListOpenIDConnectProvidersCommand({}));
    expect(providers.OpenIDConnectProviderList).toHaveLength(1);
  });

  it('works in us-east-1, where buckets have no location constraint', async () => {
    const { exitCode, stderr } = await bootstrap(['--region', 'us-east-1', '--bucket', 'taskyard-other-region']);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('explains that a bucket is in another region', async () => {
    const { exitCode, stderr } = await bootstrap(['--region', region, '--bucket', 'taskyard-other-region']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Bucket taskyard-other-region is in us-east-1');
  });

  it('explains that credentials are missing', async () => {
    const noCredentials = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined, HOME: folder };
    const { exitCode, stderr } = await bootstrap(['--region', region], noCredentials);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('no AWS credentials were found');
  });

  it('stops if the key is about to be deleted', async () => {
    const kms = client(KMSClient);
    const { Keys } = await kms.send(new ListKeysCommand({}));
    await kms.send(new ScheduleKeyDeletionCommand({ KeyId: Keys?.[0]?.KeyId }));
    const { exitCode, stderr } = await bootstrap(['--region', region]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('alias/taskyard-state is PendingDeletion');
  });
});
