import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { SoftwareAuthenticator, type Tampering } from '../../../test/software-authenticator.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { registerWithTotp } from '../../../test/totp-user.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

interface Owner {
  readonly id: number;
  readonly token: string;
  readonly password: string;
}

/** Adds a passkey to the user's account and returns its authenticator. */
async function addPasskey({ token, password }: Owner, authenticator = new SoftwareAuthenticator()) {
  const { body: options } = await running.api.post('/api/auth/passkeys/options', { password }, { token });
  const body = { name: 'Security key', response: authenticator.create(options) };
  expect((await running.api.post('/api/auth/passkeys', body, { token })).status).toBe(201);
  return authenticator;
}

async function options(): Promise<Record<string, unknown>> {
  const answer = await running.api.post('/api/auth/session/passkey/options');
  expect(answer.status).toBe(201);
  return answer.body;
}

function answerWith(response: unknown): Promise<ApiResponse> {
  return running.api.post('/api/auth/session/passkey', { response });
}

async function signIn(authenticator: SoftwareAuthenticator, tampering?: Tampering): Promise<ApiResponse> {
  return answerWith(authenticator.get(await options(), tampering));
}

it('asks for a passkey of the host with user verification and names no account', async () => {
  expect(await options()).toEqual({
    rpId: 'localhost',
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    timeout: 300_000,
    userVerification: 'required',
  });
});

it('signs the owner in without username, password or code and records the time', async () => {
  const grace = await registerWithTotp(running.api, 'grace');
  const authenticator = await addPasskey(grace);
  await addPasskey(await running.api.registerUser('other-user'));
  const answer = await signIn(authenticator);
  expect(answer).toMatchObject({ status: 201, body: { user: { id: grace.id, second_factor: true } } });
  expect(Object.keys(answer.body).sort()).toEqual(['expires_at', 'user']);
  const cookies = answer.headers.getSetCookie();
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual([
    'taskyard_access',
    'taskyard_refresh',
    'taskyard_device',
  ]);
  const Cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
  expect((await running.api.get('/api/auth/me', { headers: { Cookie } })).body.username).toBe('grace');
  const { body } = await running.api.get('/api/auth/passkeys', { headers: { Cookie } });
  expect(body.items).toMatchObject([{ last_used_at: expect.stringMatching(/Z$/) }]);
});

it("ends the browser's former session when it signs in again with a passkey", async () => {
  const owner = await running.api.registerUser('returning');
  const authenticator = await addPasskey(owner);
  const browser = running.newBrowser();
  await browser.post('/api/auth/session', { username: 'returning', password: owner.password }, { expect: 201 });
  const former = Object.entries(browser.cookies).map(([name, value]) => `${name}=${value}`);
  const response = authenticator.get(await options());
  expect((await browser.call('POST', '/api/auth/session/passkey', { response })).status).toBe(201);
  const headers = { Cookie: former.join('; ') };
  expect((await running.api.get('/api/auth/me', { headers })).status).toBe(401);
  expect((await browser.call('GET', '/api/auth/me')).body.username).toBe('returning');
});

describe('gives the same error for', () => {
  const refused = { status: 401, body: { code: 'passkey_invalid' } };
  let authenticator: SoftwareAuthenticator;
  beforeAll(async () => {
    authenticator = await addPasskey(await running.api.registerUser('ada'));
  });

  it.each<[string, Tampering]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page that another site frames', { crossOrigin: true }],
    ['another port of the host', { origin: 'http://localhost:3001' }],
    ['another host name', { rpId: 'evil.example' }],
    ['a user who was not verified', { verified: false }],
    ['a response to adding a passkey', { type: 'webauthn.create' }],
    ['a challenge that was never issued', { challenge: 'A'.repeat(43) }],
    ['a malformed challenge', { challenge: null }],
    ['a missing account', { userHandle: undefined }],
    ['another account', { userHandle: 'A'.repeat(43) }],
    ['a counter that goes back', { counter: 0 }],
  ])('%s', async (_case, tampering) => {
    expect((await signIn(authenticator)).status).toBe(201);
    const answer = await signIn(authenticator, tampering);
    expect(answer).toMatchObject(refused);
    expect(answer.body.errors).toBeUndefined();
    expect(answer.headers.getSetCookie()).toEqual([]);
  });

  it.each(['signature', 'authenticatorData', 'clientDataJSON'] as const)('a %s with a changed bit', async (part) => {
    const made = authenticator.get(await options());
    const changed = Buffer.from(made.response[part], 'base64url');
    changed.writeUInt8(changed.readUInt8(changed.length - 3) ^ 1, changed.length - 3);
    const response = { ...made.response, [part]: changed.toString('base64url') };
    expect(await answerWith({ ...made, response })).toMatchObject(refused);
  });

  it.each(['signature', 'authenticatorData', 'clientDataJSON'] as const)('an empty or truncated %s', async (part) => {
    const made = authenticator.get(await options());
    for (const nothing of ['A', 'AA', 'bnVsbA']) {
      expect(await answerWith({ ...made, response: { ...made.response, [part]: nothing } })).toMatchObject(refused);
    }
  });

  it('an unregistered passkey', async () => {
    const otherUser = new SoftwareAuthenticator();
    otherUser.create({ rp: { id: 'localhost' }, user: { id: 'A'.repeat(43) }, challenge: '', excludeCredentials: [] });
    expect(await signIn(otherUser)).toMatchObject(refused);
  });

  it('a challenge that was created for adding a passkey', async () => {
    const { token, password } = await running.api.registerUser('adder');
    const { body } = await running.api.post('/api/auth/passkeys/options', { password }, { token });
    expect(await answerWith(authenticator.get({ ...body, rpId: 'localhost' }))).toMatchObject(refused);
  });

  it('a challenge that is older than five minutes', async () => {
    const given = await options();
    await running.database.connection.query(
      'UPDATE passkey_challenges SET expires_at = UTC_TIMESTAMP() - INTERVAL 1 SECOND',
    );
    expect(await answerWith(authenticator.get(given))).toMatchObject(refused);
  });

  it('a repeated response, and accepts one of ten simultaneous ones', async () => {
    const made = authenticator.get(await options());
    const answers = await Promise.all(Array.from({ length: 10 }, () => answerWith(made)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(401)]);
    expect(await answerWith(made)).toMatchObject(refused);
  });

  it('a removed passkey', async () => {
    const owner = await running.api.registerUser('remover');
    const removed = await addPasskey(owner);
    const { body } = await running.api.get('/api/auth/passkeys', { token: owner.token });
    const [{ id }] = body.items as [{ id: number }];
    await running.api.call('DELETE', `/api/auth/passkeys/${id}`, undefined, { token: owner.token });
    expect(await signIn(removed)).toMatchObject(refused);
  });

  it('a disabled user', async () => {
    const owner = await running.api.registerUser('disabled');
    const theirs = await addPasskey(owner);
    await running.database.connection.query('UPDATE users SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [owner.id]);
    expect(await signIn(theirs)).toMatchObject(refused);
  });
});

it('accepts a synchronised passkey, whose counter stays 0, repeatedly', async () => {
  const authenticator = await addPasskey(
    await running.api.registerUser('synced'),
    new SoftwareAuthenticator(undefined, false),
  );
  for (let i = 0; i < 3; i++) expect((await signIn(authenticator)).status).toBe(201);
});

it('still requires the password change after a sign-in with a passkey', async () => {
  const owner = await running.api.registerUser('new-admin');
  const authenticator = await addPasskey(owner);
  await running.database.connection.query('UPDATE users SET must_change_password = TRUE WHERE id = ?', [owner.id]);
  const answer = await signIn(authenticator);
  expect(answer).toMatchObject({ status: 201, body: { user: { must_change_password: true } } });
  const Cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const tasks = await running.api.get('/api/tasks', { headers: { Cookie } });
  expect(tasks).toMatchObject({ status: 403, body: { code: 'password_change_required' } });
});

it('accepts a passkey after the encryption key was lost', async () => {
  const authenticator = await addPasskey(await running.api.registerUser('unlucky'));
  const env = { ENCRYPTION_KEY: 'another-key-of-at-least-32-characters' };
  const rekeyed = await startTestApp({ env, sharing: running });
  const given = (await rekeyed.api.post('/api/auth/session/passkey/options')).body;
  const answer = await rekeyed.api.post('/api/auth/session/passkey', { response: authenticator.get(given) });
  await rekeyed.stop();
  expect(answer.status).toBe(201);
});

it.each([
  [undefined],
  [{}],
  [{ response: null }],
  [{ response: { id: 'AA', rawId: 'AA', type: 'password', response: {} } }],
  [{ response: { id: 'A'.repeat(1365), rawId: 'AA', type: 'public-key', response: {} } }],
])('rejects %j as an invalid request', async (body) => {
  expect((await running.api.post('/api/auth/session/passkey', body)).status).toBe(422);
});
