import { hash as hashArgon2 } from '@node-rs/argon2';
import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

const new_password = 'a wholly new password';
const path = '/api/auth/me/password';
const login = (username: string, password: string) => running.api.post('/api/auth/login', { username, password });

async function column(id: number, name: 'password' | 'must_change_password'): Promise<unknown> {
  const [[row]] = await running.database.connection.query<RowDataPacket[]>('SELECT ?? FROM users WHERE id = ?', [
    name,
    id,
  ]);
  return row?.[name];
}

describe('changing the password', () => {
  it('renews the cookies of the current browser and ends every other session', async () => {
    const { token, password } = await running.api.registerUser('ada');
    const [here, elsewhere] = [running.newBrowser(), running.newBrowser()];
    await here.post('/api/auth/session', { username: 'ada', password }, { expect: 201 });
    await elsewhere.post('/api/auth/session', { username: 'ada', password }, { expect: 201 });
    const before = here.cookies;

    const answer = await here.call('PUT', path, { current_password: password, new_password });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toHaveLength(3);
    for (const [name, value] of Object.entries(here.cookies)) expect(value).not.toBe(before[name]);
    expect((await here.call('GET', '/api/auth/sessions')).body.items).toEqual([
      expect.objectContaining({ current: true }),
    ]);
    expect((await here.call('POST', '/api/auth/session/refresh')).status).toBe(200);
    expect((await elsewhere.call('GET', '/api/auth/me')).status).toBe(401);
    expect((await elsewhere.call('POST', '/api/auth/session/refresh')).status).toBe(401);
    expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
    expect((await login('ada', password)).status).toBe(401);
    expect((await login('ada', new_password)).status).toBe(200);
  });

  it('revokes the personal access tokens, because an attacker may have created them', async () => {
    const { token, password } = await running.api.registerUser('burgled');
    const body = { name: 'Script', scopes: ['tasks:read'], expires_in_days: 1 };
    const script = String((await running.api.post('/api/auth/tokens', body, { token })).body.token);
    expect((await running.api.get('/api/tasks', { token: script })).status).toBe(200);
    await running.api.call('PUT', path, { current_password: password, new_password }, { token });
    expect((await running.api.get('/api/tasks', { token: script })).status).toBe(401);
  });

  it('ends the session of a client with a bearer token', async () => {
    const { token, password } = await running.api.registerUser('script');
    const answer = await running.api.call('PUT', path, { current_password: password, new_password }, { token });
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
  });

  it('is allowed for users who must change their password, and clears that requirement', async () => {
    const { id, password } = await running.api.registerUser('invited');
    await running.database.connection.query('UPDATE users SET must_change_password = TRUE WHERE id = ?', [id]);
    const browser = running.newBrowser();
    await browser.post('/api/auth/session', { username: 'invited', password }, { expect: 201 });
    expect((await browser.call('GET', '/api/tasks')).body.code).toBe('password_change_required');
    const same = await browser.call('PUT', path, { current_password: password, new_password: password });
    expect(same.body).toMatchObject({ status: 422, errors: [{ field: 'new_password' }] });
    expect((await browser.call('PUT', path, { current_password: password, new_password })).status).toBe(204);
    expect((await browser.call('GET', '/api/tasks')).status).toBe(200);
    expect(await column(id, 'must_change_password')).toBe(0);
  });

  it('is recorded in the audit log', async () => {
    const { id, token, password } = await running.api.registerUser('recorded');
    await running.api.call('PUT', path, { current_password: password, new_password }, { token });
    const [events] = await running.database.connection.query<RowDataPacket[]>(
      "SELECT actor_id FROM audit_events WHERE subject_id = ? AND action = 'password.changed'",
      [id],
    );
    expect(events).toEqual([{ actor_id: id }]);
  });
});

describe('the passkeys', () => {
  async function passkeysOf(id: number): Promise<{ id: number; name: string }[]> {
    const { connection } = running.database;
    const [rows] = await connection.query<RowDataPacket[]>('SELECT id, name FROM passkeys WHERE user_id = ?', [id]);
    return rows.map(({ id, name }) => ({ id: Number(id), name }));
  }

  async function add(id: number, name: string): Promise<void> {
    await running.database.connection.query(
      `INSERT INTO passkeys (user_id, credential_hash, credential_id, user_handle, public_key, counter, name, created_at)
       VALUES (?, ?, 'x', '', '', 0, ?, UTC_TIMESTAMP())`,
      [id, `${id}-${name}`, name],
    );
  }

  it('that the user names are removed with the change, and the others stay', async () => {
    const { id, token, password } = await running.api.registerUser('keyholder');
    for (const name of ['lost', 'kept']) await add(id, name);
    const [lost] = await passkeysOf(id);
    const change = { current_password: password, new_password, remove_passkeys: [lost?.id, lost?.id] };
    expect((await running.api.call('PUT', path, change, { token })).status).toBe(204);
    expect((await passkeysOf(id)).map(({ name }) => name)).toEqual(['kept']);
    const [events] = await running.database.connection.query<RowDataPacket[]>(
      "SELECT actor_id FROM audit_events WHERE subject_id = ? AND action = 'passkey.removed'",
      [id],
    );
    expect(events).toEqual([{ actor_id: id }]);
  });

  it("of other users are not removed, and then the password doesn't change", async () => {
    const other = await running.api.registerUser('other-keyholder');
    await add(other.id, 'theirs');
    const [theirs] = await passkeysOf(other.id);
    const { token, password } = await running.api.registerUser('key-thief');
    const change = { current_password: password, new_password, remove_passkeys: [theirs?.id] };
    expect((await running.api.call('PUT', path, change, { token })).body.code).toBe('passkey_not_found');
    expect(await passkeysOf(other.id)).toHaveLength(1);
    expect((await login('key-thief', password)).status).toBe(200);
  });

  it.each(['all', [0], ['1'], Array.from({ length: 21 }, (_, i) => i + 1)])('are rejected as %j', async (wrong) => {
    const { token, password } = await running.api.registerUser(`keys-${crypto.randomUUID().slice(0, 8)}`);
    const change = { current_password: password, new_password, remove_passkeys: wrong };
    const { status, text } = await running.api.call('PUT', path, change, { token });
    expect(status).toBe(422);
    expect(text).toContain('remove_passkeys');
  });
});

describe('a rejected password change', () => {
  it('changes nothing when the current password is wrong', async () => {
    const { id, token } = await running.api.registerUser('guessed');
    const before = await column(id, 'password');
    const answer = await running.api.call('PUT', path, { current_password: 'guess', new_password }, { token });
    expect(answer.body).toMatchObject({ status: 403, code: 'wrong_password', errors: [{ field: 'current_password' }] });
    expect(await column(id, 'password')).toBe(before);
    expect((await running.api.get('/api/auth/me', { token })).status).toBe(200);
  });

  it.each([
    ['short', 'must have 8 to 128 characters'],
    ['x'.repeat(129), 'must have 8 to 128 characters'],
    ['PassWord', 'is one of the 10,000 most common passwords'],
    ['choosy-person', 'must not be the username or the email'],
    ['Choosy-Person@Example.com', 'must not be the username or the email'],
  ])('rejects the new password "%s"', async (candidate, message) => {
    const credentials = { username: 'choosy-person', password: 'choosy-person has a password' };
    if ((await login(credentials.username, credentials.password)).status === 401) {
      await running.api.registerUser(credentials.username);
    }
    const { body } = await login(credentials.username, credentials.password);
    const change = { current_password: credentials.password, new_password: candidate };
    const answer = await running.api.call('PUT', path, change, { token: String(body.token) });
    expect(answer.body).toMatchObject({
      status: 422,
      code: 'validation_failed',
      errors: [{ field: 'new_password', message }],
    });
  });
});

describe('simultaneous requests', () => {
  it('leave no session of a sign-in with the old password', { timeout: 60_000 }, async () => {
    const { id, token, password } = await running.api.registerUser('hurried');
    const sessions = async () => {
      const [[row]] = await running.database.connection.query<RowDataPacket[]>(
        'SELECT COUNT(*) AS total FROM sessions WHERE user_id = ?',
        [id],
      );
      return Number(row?.total);
    };
    let current = password;
    let bearer = token;
    for (let round = 0; round < 5; round++) {
      const next = `password of round ${round}`;
      const change = { current_password: current, new_password: next };
      const [changed, ...logins] = await Promise.all([
        running.api.call('PUT', path, change, { token: bearer }),
        ...Array.from({ length: 8 }, () => login('hurried', current)),
      ]);
      expect(changed.status).toBe(204);
      for (const { status } of logins) expect([200, 401]).toContain(status);
      expect(await sessions()).toBe(0);
      current = next;
      bearer = String((await login('hurried', current)).body.token);
    }
  });

  it('change the password once', async () => {
    const { token, password } = await running.api.registerUser('torn');
    const wishes = Array.from({ length: 5 }, (_, i) => `wish number ${i}`);
    const answers = await Promise.all(
      wishes.map((wish) =>
        running.api.call('PUT', path, { current_password: password, new_password: wish }, { token }),
      ),
    );
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const logins = await Promise.all(wishes.map((wish) => login('torn', wish)));
    expect(logins.map(({ status }) => status === 200)).toEqual(answers.map(({ status }) => status === 204));
  });

  it('all sign in while an outdated hash is being replaced', async () => {
    const { id, password } = await running.api.registerUser('veteran');
    const weak = await hashArgon2(password, { memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await running.database.connection.query('UPDATE users SET password = ? WHERE id = ?', [weak, id]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => login('veteran', password)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await column(id, 'password')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });
});

it('accepts a password in another Unicode composition and replaces a hash from before normalisation', async () => {
  const composed = 'caf\u00e9 au lait';
  const decomposed = 'cafe\u0301 au lait';
  const registration = { username: 'parisian', email: 'parisian@example.com', password: decomposed };
  const { body } = await running.api.post('/api/auth/register', registration);
  expect((await login('parisian', composed)).status).toBe(200);
  const old = await hashArgon2(decomposed, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  await running.database.connection.query('UPDATE users SET password = ? WHERE id = ?', [old, body.id]);
  expect((await login('parisian', decomposed)).status).toBe(200);
  expect((await login('parisian', composed)).status).toBe(200);
});
