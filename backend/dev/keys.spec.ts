import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ensureKeys } from './keys.ts';

let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'taskyard-spec-')), 'keys');
});

afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

it('makes a key that signs, and a public one that verifies and holds nothing else', async () => {
  const files = await ensureKeys(folder);
  const [signing] = read(files.privateKeys).keys;
  const [verifying] = read(files.publicKeys).keys;
  expect(Object.keys(verifying).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  expect(verifying).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', kid: signing.kid });
  const text = Buffer.from('signed');
  const signature = sign('sha256', text, createPrivateKey({ key: signing, format: 'jwk' }));
  const publicKey = createPublicKey({ key: verifying, format: 'jwk' });
  expect(verify('sha256', text, publicKey, signature)).toBe(true);
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
});

it('lets nobody else read the private keys', async () => {
  expect(statSync((await ensureKeys(folder)).privateKeys).mode & 0o777).toBe(0o600);
});

it('keeps the keys there are, and publishes every one of them', async () => {
  const files = await ensureKeys(folder);
  const [first] = read(files.privateKeys).keys;
  const second = { ...first, kid: 'another' };
  writeFileSync(files.privateKeys, JSON.stringify({ keys: [second, first] }));
  await ensureKeys(folder);
  expect(read(files.privateKeys).keys.map(({ kid }: { kid: string }) => kid)).toEqual(['another', first.kid]);
  expect(read(files.publicKeys).keys.map(({ kid }: { kid: string }) => kid)).toEqual(['another', first.kid]);
});
