import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureKeys } from './ensure-keys.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'taskyard-spec-')), 'keys');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

it('makes an active key and the next one, and public keys that verify and hold no private member', async () => {
  const files = await ensureKeys(folder);
  const [signing, next] = read(files.privateKeys).keys;
  const verifying = read(files.publicKeys).keys.find(({ kid }: { kid: string }) => kid === signing.kid);
  expect([signing.state, next.state]).toEqual(['active', 'next']);
  expect(read(files.publicKeys).keys).toHaveLength(2);
  expect(Object.keys(verifying).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  expect(verifying).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: signing.kid });
  const text = Buffer.from('signed');
  const signature = sign('sha256', text, createPrivateKey({ key: signing, format: 'jwk' }));
  const publicKey = createPublicKey({ key: verifying, format: 'jwk' });
  expect(verify('sha256', text, publicKey, signature)).toBe(true);
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
});

it('lets only this user read the private keys', async () => {
  expect(statSync((await ensureKeys(folder)).privateKeys).mode & 0o777).toBe(0o600);
});

it('keeps existing keys', async () => {
  const files = await ensureKeys(folder);
  const before = readFileSync(files.privateKeys, 'utf8');
  await ensureKeys(folder);
  expect(readFileSync(files.privateKeys, 'utf8')).toBe(before);
});

it('keeps signing with the first key of a set without states, publishes all keys and adds the next one', async () => {
  const files = await ensureKeys(folder);
  const [{ state, created_at, activated_at, ...first }] = read(files.privateKeys).keys;
  writeFileSync(files.privateKeys, JSON.stringify({ keys: [first, { ...first, kid: 'older' }] }));
  await ensureKeys(folder);
  const keys: { kid: string; state: string }[] = read(files.privateKeys).keys;
  expect(keys.map((key) => key.state)).toEqual(['active', 'next', 'retired']);
  expect([keys[0]?.kid, keys[2]?.kid]).toEqual([first.kid, 'older']);
  expect(new Set(read(files.publicKeys).keys.map(({ kid }: { kid: string }) => kid))).toEqual(
    new Set(keys.map(({ kid }) => kid)),
  );
});

it('says what to do about a key set that cannot be used, and does not change it', async () => {
  const { privateKeys } = await ensureKeys(folder);
  writeFileSync(privateKeys, '{"keys":');
  await expect(ensureKeys(folder)).rejects.toThrow(
    'private.jwks.json is not JSON. Correct the file, or delete it to get new keys',
  );
  expect(readFileSync(privateKeys, 'utf8')).toBe('{"keys":');
});
