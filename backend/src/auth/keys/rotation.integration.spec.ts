import { readFileSync, writeFileSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RegisteredUser } from '../../../../tools/shared/api-client.ts';
import { createRotatingKeys, type RotatingKeys } from '../../../test/rotating-keys.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { formatKeySet, formatPublicKeySet, type KeySet } from './key-set.ts';
import { revoke } from './rotation.ts';
import { newSigningJwk } from './signing-jwk.ts';

let keys: RotatingKeys;
let auth: TestApp;
let tasks: TestApp;
let user: RegisteredUser;
beforeAll(async () => {
  keys = await createRotatingKeys();
  auth = await startTestApp({ env: { ...keys.env, MODULES: 'auth' } });
  const { JWT_PRIVATE_KEYS_FILE: _, ...publicEnv } = keys.env;
  tasks = await startTestApp({ env: { ...publicEnv, MODULES: 'tasks' }, sharing: auth });
  user = await auth.api.registerUser('rotated');
});
afterAll(async () => {
  await tasks.stop();
  await auth.stop();
  keys.remove();
});
afterEach(() => vi.restoreAllMocks());

const kidOf = (token: string) => jwt.decode(token, { complete: true })?.header.kid;

async function logIn(): Promise<string> {
  const answer = await auth.api.post('/api/auth/login', { username: 'rotated', password: user.password });
  return String(answer.body.token);
}

async function statuses(token: string): Promise<number[]> {
  const answers = [auth.api.get('/api/auth/me', { token }), tasks.api.get('/api/tasks', { token })];
  return (await Promise.all(answers)).map(({ status }) => status);
}

/** Files are reloaded every second. On a busy machine it can take a few seconds. */
const soon = (assertion: () => Promise<void>) => vi.waitFor(assertion, { timeout: 10_000, interval: 100 });

async function published(): Promise<string[]> {
  const { body } = await auth.api.get('/api/auth/.well-known/jwks.json');
  return (body.keys as { kid: string }[]).map(({ kid }) => kid);
}

describe('a rotation while auth and tasks run', () => {
  it('signs with the next key and still accepts tokens of the former key', async () => {
    const [former, next] = [await logIn(), await keys.inState('next')];
    expect(kidOf(former)).toBe((await keys.inState('active')).kid);
    await keys.rotate();
    await soon(async () => expect(kidOf(await logIn())).toBe(next.kid));
    expect(await statuses(former)).toEqual([200, 200]);
    expect(await statuses(await logIn())).toEqual([200, 200]);
  });

  it('publishes the next key before it signs', async () => {
    await keys.rotate();
    const all = (await keys.folder.read()).map(({ kid }) => kid).sort();
    await soon(async () => expect((await published()).sort()).toEqual(all));
  });

  it('makes the tokens of a dropped key invalid everywhere', async () => {
    const token = await logIn();
    await keys.rotate();
    await soon(async () => expect(kidOf(await logIn())).not.toBe(kidOf(token)));
    expect(await statuses(token)).toEqual([200, 200]);
    await keys.folder.update((all) => revoke(all, String(kidOf(token))));
    await soon(async () => expect(await statuses(token)).toEqual([401, 401]));
    expect(await published()).not.toContain(kidOf(token));
  });
});

describe('key files', () => {
  it('that are replaced one after the other never make auth sign with an unpublished key', async () => {
    const errorLog = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { privateKeys, publicKeys } = keys.folder.files;
    const [former, fresh] = [await keys.inState('active'), await newSigningJwk()];
    const set: KeySet = [
      { ...fresh, state: 'active' },
      { ...former, state: 'retired' },
    ];
    writeFileSync(privateKeys, formatKeySet(set));
    await soon(async () => expect(errorLog.mock.calls.flat().join()).toContain(`has no key ${fresh.kid}`));
    expect(kidOf(await logIn())).toBe(former.kid);
    writeFileSync(publicKeys, formatPublicKeySet(set));
    await soon(async () => expect(kidOf(await logIn())).toBe(fresh.kid));
    await keys.folder.ensure();
  });

  it('that are broken leave the previous keys in use and log the name of the setting', async () => {
    const errorLog = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { privateKeys, publicKeys } = keys.folder.files;
    const texts = [privateKeys, publicKeys].map((path) => [path, readFileSync(path, 'utf8')] as const);
    for (const [path, text] of texts) writeFileSync(path, text.slice(0, text.length / 2));
    const logged = () => errorLog.mock.calls.flat().join('\n');
    await soon(async () => expect(logged()).toMatch(/JWT_PRIVATE_KEYS_FILE names .* is not JSON/));
    await soon(async () => expect(logged()).toMatch(/JWT_PUBLIC_KEYS_FILE names .* is not JSON/));
    expect(await statuses(await logIn())).toEqual([200, 200]);
    for (const [path, text] of texts) writeFileSync(path, text);
    await keys.rotate();
    const { kid } = await keys.inState('active');
    await soon(async () => expect(kidOf(await logIn())).toBe(kid));
    expect(logged()).not.toContain((await keys.inState('active')).d);
  });

  it('never publish private members, even when the public file contains them', async () => {
    const errorLog = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    const { privateKeys, publicKeys } = keys.folder.files;
    const text = readFileSync(publicKeys, 'utf8');
    writeFileSync(publicKeys, readFileSync(privateKeys, 'utf8'));
    await soon(async () => expect(errorLog.mock.calls.flat().join()).toContain('private members are refused'));
    expect((await auth.api.get('/api/auth/.well-known/jwks.json')).text).not.toContain('"d"');
    writeFileSync(publicKeys, text);
  });
});
