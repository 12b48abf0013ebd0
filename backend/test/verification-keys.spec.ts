import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManagedKey } from '../src/auth/keys/key-set.ts';
import { newSigningJwk, publicJwk } from '../src/auth/keys/signing-jwk.ts';
import { createRotatingKeys, type RotatingKeys, tokenSignedWith } from './rotating-keys.ts';
import { startTestApp, type TestApp } from './test-app.ts';

let keys: RotatingKeys;
let publicEnv: Record<string, string>;
let tasks: TestApp;
beforeAll(async () => {
  // The files are reloaded every hour, so a change that is noticed earlier is noticed for another reason.
  keys = await createRotatingKeys(3600);
  const { JWT_PRIVATE_KEYS_FILE: _, ...env } = keys.env;
  publicEnv = { ...env, MODULES: 'tasks' };
  tasks = await startTestApp({ env: publicEnv });
});
afterAll(async () => {
  await tasks.stop();
  keys.remove();
});

const statusOf = async (token: string) => (await tasks.api.get('/api/tasks', { token })).status;

async function newKey(): Promise<ManagedKey> {
  return { ...(await newSigningJwk()), state: 'active' };
}

it('accepts tokens of the next key before it signs', async () => {
  expect(await statusOf(tokenSignedWith(await keys.inState('active')))).toBe(200);
  expect(await statusOf(tokenSignedWith(await keys.inState('next')))).toBe(200);
});

const twenty = Array.from({ length: 20 });

describe('an unknown key id', () => {
  it('makes the process read the file at once, so that the first tokens of a new key are accepted', async () => {
    await keys.rotate();
    const token = tokenSignedWith(await keys.inState('next'));
    expect(await Promise.all(twenty.map(() => statusOf(token)))).toEqual(twenty.map(() => 200));
  });

  it('makes the process read the file at most once a second, however many tokens name one', async () => {
    await sleep(1000);
    const unpublished = await newKey();
    const token = tokenSignedWith(unpublished);
    expect(await statusOf(token)).toBe(401);
    const { publicKeys } = keys.folder.files;
    const { keys: published } = JSON.parse(readFileSync(publicKeys, 'utf8'));
    writeFileSync(publicKeys, JSON.stringify({ keys: [...published, publicJwk(unpublished)] }));
    expect(await statusOf(token)).toBe(401);
    await sleep(1000);
    expect(await statusOf(token)).toBe(200);
  });
});

describe('a token cannot choose its own key', () => {
  const header: Record<string, (key: ManagedKey) => Record<string, unknown>> = {
    'by the path of a file that contains it': () => ({ kid: keys.folder.files.publicKeys }),
    'by a path relative to it': () => ({ kid: '../../public.jwks.json' }),
    'by a property of every object': () => ({ kid: '__proto__' }),
    'by a key id that is not a string': () => ({ kid: ['constructor'] }),
    'by SQL': () => ({ kid: "x' UNION SELECT 'key" }),
    'by including it': (key) => ({ jwk: publicJwk(key) }),
    'by including it with a known id': (key) => ({ kid: 'known', jwk: publicJwk(key) }),
    'by a URL': () => ({ jku: 'http://127.0.0.1:9/jwks.json' }),
    'by a certificate': () => ({ x5u: 'http://127.0.0.1:9/certificate', x5c: ['MIIB'] }),
  };

  it.each(Object.keys(header))('%s', async (attempt) => {
    const forged = await newKey();
    const { kid: known } = await keys.inState('active');
    const made = header[attempt]?.(forged) ?? {};
    const token = tokenSignedWith(forged, made.kid === 'known' ? { ...made, kid: known } : made);
    expect(await statusOf(token)).toBe(401);
  });
});

it('does not start tasks with a private key set as the public one, and does not print its content', async () => {
  const { privateKeys } = keys.folder.files;
  const start = startTestApp({ env: { ...publicEnv, JWT_PUBLIC_KEYS_FILE: privateKeys }, sharing: tasks });
  const error = await start.catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'ConfigurationError', message: expect.stringContaining('private members') });
  expect(String(error)).not.toContain(JSON.parse(readFileSync(privateKeys, 'utf8')).keys[0].d);
});
