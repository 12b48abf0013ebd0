import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegisteredUser } from '../../../../tools/shared/api-client.ts';
import { raceWith } from '../../../test/race-with.ts';
import { SoftwareAuthenticator, type Tampering } from '../../../test/software-authenticator.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { PasskeyChallengesService } from './passkey-challenges.service.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

async function optionsFor({ token, password }: RegisteredUser): Promise<Record<string, unknown>> {
  const answer = await running.api.post('/api/auth/passkeys/options', { password }, { token });
  expect(answer.status).toBe(201);
  return answer.body;
}

function add({ token }: RegisteredUser, response: unknown, name = 'Security key') {
  return running.api.post('/api/auth/passkeys', { name, response }, { token });
}

async function list({ token }: RegisteredUser): Promise<unknown> {
  return (await running.api.get('/api/auth/passkeys', { token })).body.items;
}

it('asks the browser for a discoverable passkey with user verification', async () => {
  const user = await running.api.registerUser('ada');
  const options = await optionsFor(user);
  expect(options).toMatchObject({
    rp: { id: 'localhost', name: 'Taskyard' },
    user: { name: 'ada', displayName: 'ada', id: expect.stringMatching(/^[\w-]{43}$/) },
    challenge: expect.stringMatching(/^[\w-]{43}$/),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
    excludeCredentials: [],
  });
  const again = await optionsFor(user);
  expect(again.challenge).not.toBe(options.challenge);
  expect(again.user).toEqual(options.user);
  expect((await optionsFor(await running.api.registerUser('bob'))).user).not.toMatchObject({
    id: (options.user as { id: string }).id,
  });
});

it('requires the password, lists the new passkey by name and excludes it from further registrations', async () => {
  const user = await running.api.registerUser('grace');
  const { token, id } = user;
  const refused = await running.api.post('/api/auth/passkeys/options', { password: 'not it' }, { token });
  expect(refused).toMatchObject({ status: 403, body: { code: 'wrong_password' } });
  const authenticator = new SoftwareAuthenticator();
  const added = await add(user, authenticator.create(await optionsFor(user)), 'Grace’s key 🔑');
  expect(added).toMatchObject({ status: 201, body: { name: 'Grace’s key 🔑', last_used_at: null } });
  expect(await list(user)).toEqual([added.body]);
  const { excludeCredentials } = await optionsFor(user);
  expect(excludeCredentials).toEqual([
    { type: 'public-key', id: authenticator.credentials[0]?.id.toString('base64url'), transports: ['usb'] },
  ]);
  const [events] = await running.database.connection.query(
    "SELECT action FROM audit_events WHERE subject_id = ? AND action LIKE 'passkey%'",
    [id],
  );
  expect(events).toEqual([{ action: 'passkey.added' }]);
});

it('accepts a self-attested passkey like one without attestation', async () => {
  const user = await running.api.registerUser('self-made');
  const made = new SoftwareAuthenticator().create(await optionsFor(user), { attestation: 'self' });
  expect((await add(user, made)).status).toBe(201);
});

describe('rejects and stores nothing for', () => {
  const certificate = { fmt: 'packed', attStmt: new Map<string, unknown>([['x5c', [new Uint8Array(8)]]]) };

  it.each<[string, Tampering]>([
    ['another site', { origin: 'https://evil.example' }],
    ['a page that another site frames', { crossOrigin: true }],
    ['another port of the host', { origin: 'http://localhost:3001' }],
    ['another host name', { rpId: 'evil.example' }],
    ['a user who was not verified', { verified: false }],
    ['a response to a sign-in', { type: 'webauthn.get' }],
    ['a challenge that was never issued', { challenge: 'A'.repeat(43) }],
    ['a malformed challenge', { challenge: 'short' }],
    ['a challenge of another type', { challenge: { length: 43 } }],
    ['certificates that were not requested', { attestation: certificate }],
    ['an attestation of another kind', { attestation: { fmt: 'tpm', attStmt: new Map() } }],
    [
      'an attestation of the format none with a statement',
      { attestation: { fmt: 'none', attStmt: new Map([['sig', 1]]) } },
    ],
  ])('%s', async (_case, tampering) => {
    const user = await running.api.registerUser(`p-${crypto.randomUUID().slice(0, 8)}`);
    const answer = await add(user, new SoftwareAuthenticator().create(await optionsFor(user), tampering));
    expect(answer).toMatchObject({ status: 403, body: { code: 'passkey_refused' } });
    expect(await list(user)).toEqual([]);
  });

  it('a second response to one challenge, after a valid or an invalid response', async () => {
    const user = await running.api.registerUser('repeater');
    const options = await optionsFor(user);
    const create = (tampering?: Tampering) => new SoftwareAuthenticator().create(options, tampering);
    expect((await add(user, create({ verified: false }))).status).toBe(403);
    expect((await add(user, create())).status).toBe(403);
    const fresh = await optionsFor(user);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => add(user, new SoftwareAuthenticator().create(fresh))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(403)]);
  });

  it('a response after more than five minutes, whether or not the challenge was already purged', async () => {
    const user = await running.api.registerUser('sleeper');
    const challenges = running.app.get(PasskeyChallengesService, { strict: false });
    const age = (seconds: number) =>
      running.database.connection.query(
        'UPDATE passkey_challenges SET expires_at = expires_at - INTERVAL ? SECOND WHERE user_id = ?',
        [seconds, user.id],
      );
    const [inTime, late, purged] = [await optionsFor(user), await optionsFor(user), await optionsFor(user)];
    await age(295);
    await challenges.purge();
    expect((await add(user, new SoftwareAuthenticator().create(inTime))).status).toBe(201);
    await age(6);
    expect((await add(user, new SoftwareAuthenticator().create(late))).status).toBe(403);
    await challenges.purge();
    expect((await add(user, new SoftwareAuthenticator().create(purged))).status).toBe(403);
    const [rows] = await running.database.connection.query('SELECT 1 FROM passkey_challenges WHERE user_id = ?', [
      user.id,
    ]);
    expect(rows).toEqual([]);
  });

  it('a challenge for another user or for signing in', async () => {
    const [user, other] = [await running.api.registerUser('mallory'), await running.api.registerUser('trent')];
    const signIn = (await running.api.post('/api/auth/session/passkey/options')).body;
    const options = await optionsFor(user);
    for (const challenge of [(await optionsFor(other)).challenge, signIn.challenge]) {
      const answer = await add(user, new SoftwareAuthenticator().create({ ...options, challenge }));
      expect(answer.body.code).toBe('passkey_refused');
    }
  });

  it('a passkey that another user has', async () => {
    const [first, second] = [await running.api.registerUser('first'), await running.api.registerUser('second')];
    const authenticator = new SoftwareAuthenticator();
    await add(first, authenticator.create(await optionsFor(first)));
    const copy = new SoftwareAuthenticator();
    const made = copy.create(await optionsFor(second));
    // The same credential id with another user's challenge, as a copied authenticator could send it.
    const stolen = authenticator.credentials[0]?.id ?? Buffer.alloc(0);
    const own = copy.credentials[0]?.id ?? Buffer.alloc(0);
    const object = Buffer.from(made.response.attestationObject, 'base64url');
    stolen.copy(object, object.indexOf(own));
    const id = stolen.toString('base64url');
    const response = { ...made.response, attestationObject: object.toString('base64url') };
    const answer = await add(second, { ...made, id, rawId: id, response });
    expect(answer).toMatchObject({ status: 409, body: { code: 'passkey_exists' } });
  });
});

it('rejects a registration when all sessions of the user end at the same time', async () => {
  const user = await running.api.registerUser('too-late');
  const response = new SoftwareAuthenticator().create(await optionsFor(user));
  const ended = 'DELETE FROM sessions WHERE user_id = ?';
  const answer = await raceWith(running.database, user.id, ended, () => add(user, response));
  expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  const { body } = await running.api.post('/api/auth/login', { username: 'too-late', password: user.password });
  expect(await list({ ...user, token: String(body.token) })).toEqual([]);
});

it('allows at most twenty passkeys per user, also when several are added at the same time', async () => {
  const user = await running.api.registerUser('collector');
  const options = [await optionsFor(user), await optionsFor(user), await optionsFor(user)];
  for (let i = 0; i < 19; i++)
    await running.database.connection.query(
      `INSERT INTO passkeys (user_id, credential_hash, credential_id, user_handle, public_key, counter, name, created_at)
     VALUES (?, ?, ?, '', '', 0, 'One of many', UTC_TIMESTAMP())`,
      [user.id, `${i}-of-many`, `${i}`],
    );
  const answers = await Promise.all(
    options.map((given) => add(user, new SoftwareAuthenticator().create({ ...given, excludeCredentials: [] }))),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  const { token, password } = user;
  const next = await running.api.post('/api/auth/passkeys/options', { password }, { token });
  expect(next).toMatchObject({ status: 409, body: { code: 'too_many_passkeys' } });
});

it('lets only the owner remove a passkey', async () => {
  const [owner, other] = [await running.api.registerUser('owner'), await running.api.registerUser('other')];
  const { body } = await add(owner, new SoftwareAuthenticator().create(await optionsFor(owner)));
  const remove = (user: RegisteredUser) =>
    running.api.call('DELETE', `/api/auth/passkeys/${body.id}`, undefined, { token: user.token });
  expect(await remove(other)).toMatchObject({ status: 404, body: { code: 'passkey_not_found' } });
  expect(await list(other)).toEqual([]);
  expect(await list(owner)).toHaveLength(1);
  expect((await remove(owner)).status).toBe(204);
  expect((await remove(owner)).status).toBe(404);
  expect(await list(owner)).toEqual([]);
});
