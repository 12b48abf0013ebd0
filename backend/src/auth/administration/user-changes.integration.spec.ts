import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raceWith } from '../../../test/race-with.ts';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
let admin: { id: number; token: string };
beforeAll(async () => {
  running = await startTestApp();
  admin = await registerAdmin(running, 'admin');
});
afterAll(() => running.stop());

const change = (id: number, changes: unknown, token = admin.token) =>
  running.api.call('PATCH', `/api/auth/users/${id}`, changes, { token });

async function login(username: string, password: string): Promise<string> {
  return String((await running.api.post('/api/auth/login', { username, password })).body.token);
}

async function actionsOn(id: number): Promise<unknown[]> {
  const { body } = await running.api.get(`/api/auth/audit-events?user=${id}`, { token: admin.token });
  return (body.items as { action: string; actor: unknown }[])
    .filter(({ actor }) => (actor as { id: number } | null)?.id === admin.id)
    .map(({ action }) => action);
}

describe('changing a user', () => {
  it('applies and records each change once, even when it is requested repeatedly', async () => {
    const { id } = await running.api.registerUser('changed');
    const steps = [
      [{ role: 'admin' }, 'account.promoted'],
      [{ disabled: true }, 'account.disabled'],
      [{ role: 'user' }, 'account.demoted'],
      [{ disabled: false }, 'account.enabled'],
    ] as const;
    for (const [changes] of steps) {
      for (let time = 0; time < 3; time++) {
        const answer = await change(id, changes);
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({ id, username: 'changed', ...changes });
      }
    }
    expect(await actionsOn(id)).toEqual(steps.map(([, action]) => action).reverse());
  });

  it('applies several changes together', async () => {
    const { id } = await running.api.registerUser('both');
    expect((await change(id, { role: 'admin', disabled: true })).body).toMatchObject({ role: 'admin', disabled: true });
    expect(await actionsOn(id)).toEqual(['account.disabled', 'account.promoted']);
  });

  it.each([{}, { role: 'root' }, { disabled: 'yes' }, { username: 'x' }, []])('rejects %j', async (changes) => {
    expect((await change(admin.id, changes)).status).toBe(422);
  });

  it('answers 404 for an unknown user', async () => {
    for (const changes of [{ disabled: true }, { role: 'admin' }]) {
      expect((await change(999_999_999, changes)).body).toMatchObject({ status: 404, code: 'user_not_found' });
    }
    const path = '/api/auth/users/999999999/sessions';
    const answer = await running.api.call('DELETE', path, undefined, { token: admin.token });
    expect(answer.body).toMatchObject({ status: 404, code: 'user_not_found' });
  });
});

describe('the last admin', () => {
  beforeAll(async () => {
    // With many users, the database finds the admins by their index. This test is about the locks on that index.
    const users = Array.from({ length: 500 }, (_, n) => [`user-${n}`, `user-${n}@example.com`, 'none']);
    await running.database.connection.query('INSERT INTO users (username, email, password) VALUES ?', [users]);
    await running.database.connection.query('ANALYZE TABLE users');
  });

  it.each([{ role: 'user' }, { disabled: true }])('cannot be changed to %j', async (changes) => {
    expect((await change(admin.id, changes)).body).toMatchObject({ status: 409, code: 'last_admin' });
    expect((await running.api.get('/api/auth/me', { token: admin.token })).body.role).toBe('admin');
  });

  it('cannot be demoted when all other admins are disabled', async () => {
    const other = await registerAdmin(running, 'resting');
    await change(other.id, { disabled: true });
    expect((await change(admin.id, { role: 'user' })).body.code).toBe('last_admin');
  });

  it('remains when two admins demote or disable each other at the same time, without a deadlock', async () => {
    const { connection } = running.database;
    let one = await registerAdmin(running, 'one');
    let two = await registerAdmin(running, 'two');
    await connection.query('UPDATE users SET disabled_at = UTC_TIMESTAMP() WHERE id = ?', [admin.id]);
    for (let round = 0; round < 20; round++) {
      const changes = round % 2 === 0 ? { role: 'user' } : { disabled: true };
      const answers = await Promise.all([change(two.id, changes, one.token), change(one.id, changes, two.token)]);
      const statuses = answers.map(({ status }) => status).sort();
      // The second request is rejected: its admin is the last one, or is no longer an admin.
      expect(statuses[0]).toBe(200);
      expect([401, 403, 409]).toContain(statuses[1]);
      await connection.query("UPDATE users SET role = 'admin', disabled_at = NULL WHERE id IN (?, ?)", [
        one.id,
        two.id,
      ]);
      // A disabled admin lost their sessions.
      one = { ...one, token: await login('one', one.password) };
      two = { ...two, token: await login('two', two.password) };
    }
    await connection.query('UPDATE users SET disabled_at = NULL WHERE id = ?', [admin.id]);
  });

  it('remains when one admin deletes their account while another is demoted, without a deadlock', async () => {
    const { connection } = running.database;
    const demoted = await registerAdmin(running, 'demoted');
    const leaver = await registerAdmin(running, 'leaver');
    await connection.query("UPDATE users SET disabled_at = NULL, role = IF(id IN (?, ?), 'admin', 'user')", [
      demoted.id,
      leaver.id,
    ]);
    // The database needs time to purge the index entries of earlier tests, which would otherwise split the gap locks.
    await delay(3000);
    // A change in a separate transaction, which stays open at first.
    await connection.query('SET TRANSACTION ISOLATION LEVEL READ COMMITTED');
    await connection.beginTransaction();
    await connection.query("SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL FOR UPDATE");
    const close = { password: leaver.password };
    const closing = running.api.call('DELETE', '/api/auth/me', close, { token: leaver.token });
    await delay(500);
    await connection.query("UPDATE users SET role = 'user' WHERE id = ?", [demoted.id]);
    await connection.commit();
    expect((await closing).body).toMatchObject({ status: 409, code: 'last_admin' });
    await connection.query("UPDATE users SET role = 'admin' WHERE id = ?", [admin.id]);
  });

  it('remains while ten simultaneous changes all succeed', async () => {
    const one = await registerAdmin(running, 'first');
    const two = await registerAdmin(running, 'second');
    const third = await running.api.registerUser('third');
    for (let round = 0; round < 5; round++) {
      const answers = await Promise.all([
        ...[{ role: 'admin' }, { role: 'user' }].flatMap((changes) => [
          change(third.id, changes, one.token),
          change(third.id, changes, two.token),
        ]),
        ...[{ disabled: true }, { disabled: false }].flatMap((changes) => [
          change(third.id, changes, one.token),
          change(third.id, changes, two.token),
        ]),
        change(one.id, { role: 'admin' }, two.token),
        change(two.id, { role: 'admin' }, one.token),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    }
  });
});

it('rejects a promotion by an admin who is disabled during the request', async () => {
  const leaving = await registerAdmin(running, 'leaving');
  const { id } = await running.api.registerUser('accomplice');
  const disabled = 'UPDATE users SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?';
  const promotion = () => change(id, { role: 'admin' }, leaving.token);
  const admins = "SELECT id FROM users WHERE role = 'admin' AND disabled_at IS NULL FOR UPDATE";
  const answer = await raceWith(running.database, leaving.id, disabled, promotion, admins);
  expect(answer).toMatchObject({ status: 403, body: { code: 'admin_required' } });
  expect(await change(id, { role: 'user' })).toMatchObject({ status: 200, body: { role: 'user' } });
  expect(await actionsOn(id)).toEqual([]);
});

describe("ending a user's sessions", () => {
  it('signs the user out everywhere and is recorded once', async () => {
    const { id, token, password } = await running.api.registerUser('everywhere');
    const login = await running.api.post('/api/auth/login', { username: 'everywhere', password });
    const path = `/api/auth/users/${id}/sessions`;
    for (let time = 0; time < 2; time++) {
      const answer = await running.api.call('DELETE', path, undefined, { token: admin.token });
      expect(answer.status).toBe(204);
    }
    expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
    const refresh = { refresh_token: login.body.refresh_token };
    expect((await running.api.post('/api/auth/refresh', refresh)).status).toBe(401);
    expect((await running.api.post('/api/auth/login', { username: 'everywhere', password })).status).toBe(200);
    expect(await actionsOn(id)).toEqual(['session.all_ended']);
  });
});
