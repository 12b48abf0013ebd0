import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  ListSecretVersionIdsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { KeySecret } from '../../backend/src/auth/keys/key-secret.ts';
import { readKeySet } from '../../backend/src/auth/keys/key-set.ts';
import { newSigningJwk, publicJwk } from '../../backend/src/auth/keys/signing-jwk.ts';
import { startMoto } from '../aws/moto.ts';
import { run, type Service } from '../shared/child-process.ts';

const region = 'eu-central-1';
const entry = join(import.meta.dirname, '../../backend/src/auth/keys/keys.ts');

let folder: string;
let moto: { service: Service; endpoint: string };
let client: SecretsManagerClient;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-aws-'));
  moto = await startMoto(folder);
  const credentials = { accessKeyId: 'made-up', secretAccessKey: 'made-up' };
  client = new SecretsManagerClient({ region, endpoint: moto.endpoint, credentials });
}, 240_000);
afterAll(async () => {
  client?.destroy();
  await moto?.service.stop();
  rmSync(folder, { recursive: true, force: true });
});

afterEach(() => vi.unstubAllEnvs());

let secret: string;
let arn: string;
beforeEach(async () => {
  // As the stacks write it: no states, and the first key signs. The other property must be kept.
  const first = await newSigningJwk();
  const content = {
    private: JSON.stringify({ keys: [first] }),
    public: JSON.stringify({ keys: [publicJwk(first)] }),
    note: 'kept',
  };
  secret = `taskyard/test-${first.kid.slice(0, 8)}/jwt-keys`;
  const made = await client.send(new CreateSecretCommand({ Name: secret, SecretString: JSON.stringify(content) }));
  arn = String(made.ARN);
});

/** The environment of an operator who is signed in without a default region, with `changes`. */
function environment(changes: Record<string, string | undefined> = {}): Record<string, string | undefined> {
  return {
    AWS_ENDPOINT_URL: moto.endpoint,
    AWS_ACCESS_KEY_ID: 'made-up',
    AWS_SECRET_ACCESS_KEY: 'made-up',
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_REGION: undefined,
    AWS_DEFAULT_REGION: undefined,
    AWS_EC2_METADATA_DISABLED: 'true',
    HOME: folder,
    ...changes,
  };
}

const keys = (args: readonly string[], changes?: Record<string, string | undefined>) =>
  run(process.execPath, [entry, ...args], { environment: environment(changes) });

const rotate = (...more: string[]) => keys(['rotate', '--secret', arn, '--propagation', '0s', ...more]);

async function content(): Promise<Record<'private' | 'public' | 'note', string>> {
  const { SecretString } = await client.send(
    new GetSecretValueCommand({ SecretId: secret, VersionStage: 'AWSCURRENT' }),
  );
  return JSON.parse(String(SecretString));
}

async function states(): Promise<string[]> {
  return readKeySet(JSON.parse((await content()).private)).map(({ state }) => state);
}

describe('the secret jwt-keys', () => {
  it('as written by the stacks first gets a next key, and is rotated the second time', async () => {
    expect(await rotate()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await states()).toEqual(['active', 'next']);
    expect(await rotate()).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await states()).toEqual(['active', 'next', 'retired']);
  });

  it('holds the public half of every key in `public`, and keeps its other properties', async () => {
    await rotate();
    await rotate();
    const now = await content();
    const ids = (text: string) => JSON.parse(text).keys.map(({ kid }: { kid: string }) => kid);
    expect(ids(now.public).sort()).toEqual(ids(now.private).sort());
    expect(Object.keys(JSON.parse(now.public).keys[0]).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(now.note).toBe('kept');
  });

  it('is not rotated before External Secrets and the kubelets have distributed the next key', async () => {
    await rotate();
    const { exitCode, stderr } = await keys(['rotate', '--secret', arn]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/verifiers may need 7200 s to have read it\. It can be rotated in from 20/);
  });

  it('gets no new version when a scheduled rotation is not due', async () => {
    await rotate();
    await rotate();
    const versions = async () =>
      (await client.send(new ListSecretVersionIdsCommand({ SecretId: secret, IncludeDeprecated: true }))).Versions;
    const before = await versions();
    expect(await rotate('--every', '30d', '--retire')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await versions()).toHaveLength(before?.length ?? 0);
  });

  it('keeps every rotation when several run at once', async () => {
    await rotate();
    const runs = await Promise.all([rotate(), rotate(), rotate()]);
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    // All three keys that were active are still there, so the tokens they signed are accepted.
    expect(await states()).toEqual(['active', 'next', 'retired', 'retired', 'retired']);
  });

  it('is changed on the basis of a concurrent change', async () => {
    for (const [name, value] of Object.entries(environment())) vi.stubEnv(name, value);
    const seen: string[][] = [];
    await new KeySecret(arn).update((set) => {
      seen.push(set.map(({ state }) => state));
      // Another operator rotates between the read and the write, in the first attempt only.
      if (seen.length === 1) spawnSync(process.execPath, [entry, 'rotate', '--secret', arn]);
      return set.map((key) => ({ ...key, created_at: '2027-01-01T00:00:00.000Z' }));
    });
    expect(seen).toEqual([['active'], ['active', 'next']]);
    const stored = readKeySet(JSON.parse((await content()).private));
    expect(stored.map(({ created_at }) => created_at)).toEqual(stored.map(() => '2027-01-01T00:00:00.000Z'));
    expect(stored).toHaveLength(2);
  });

  it('is listed, by ARN or by name and region, without a member of a key', async () => {
    const { keys: stored } = JSON.parse((await content()).private) as { keys: Record<string, string>[] };
    const byName = await keys(['list', '--secret', secret], { AWS_REGION: region });
    expect(byName.exitCode).toBe(0);
    expect(await keys(['list', '--secret', arn])).toEqual(byName);
    expect(byName.stdout).toContain(stored[0]?.kid);
    for (const member of ['n', 'd', 'p', 'dp', 'qi']) expect(byName.stdout).not.toContain(stored[0]?.[member]);
  });
});

describe('an error message does not contain the secret:', () => {
  it('a secret that does not exist', async () => {
    const { exitCode, stderr } = await keys(['list', '--secret', `${secret}-missing`], { AWS_REGION: region });
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`Secrets Manager has no secret ${secret}-missing in ${region}`);
  });

  it('a name without a region', async () => {
    const { exitCode, stderr } = await keys(['list', '--secret', secret]);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Set AWS_REGION, or give the ARN of the secret');
  });

  it('no credentials', async () => {
    const nobody = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const { exitCode, stderr } = await keys(['list', '--secret', arn], nobody);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('No AWS credentials were found');
  });

  it('a secret of another kind', async () => {
    const SecretString = '{"password":"s3cret"}';
    await client.send(new PutSecretValueCommand({ SecretId: secret, SecretString }));
    const { exitCode, stderr } = await rotate();
    expect(exitCode).toBe(1);
    expect(stderr).toContain('must be JSON with a key set as text in "private"');
    expect(stderr).not.toContain('s3cret');
  });
});
