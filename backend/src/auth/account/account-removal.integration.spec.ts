import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { raceWith } from '../../../test/race-with.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

async function rowsOf(id: number): Promise<{ users: number; tasks: number }> {
  const [[row]] = await running.database.connection.query<RowDataPacket[]>(
    'SELECT (SELECT COUNT(*) FROM users WHERE id = ?) AS users, (SELECT COUNT(*) FROM tasks WHERE user_id = ?) AS tasks',
    [id, id],
  );
  return { users: Number(row?.users), tasks: Number(row?.tasks) };
}

const isPositive = (total: number) => total > 0;

function remove(body: unknown, options?: { token?: string; headers?: Record<string, string> }) {
  return running.api.call('DELETE', '/api/auth/me', body, options);
}

it("deletes the account with all its tasks, trashed ones included, and no other user's tasks", async () => {
  const leaver = await running.api.registerUser('leaver');
  const stayer = await running.api.registerUser('stayer');
  for (const { token } of [leaver, leaver, stayer]) {
    expect((await running.api.post('/api/tasks', { title: 'Anything' }, { token })).status).toBe(201);
  }
  const { body } = await running.api.post('/api/tasks', { title: 'In the trash' }, { token: leaver.token });
  expect((await running.api.call('DELETE', `/api/tasks/${body.id}`, undefined, { token: leaver.token })).status).toBe(
    204,
  );
  expect(await rowsOf(leaver.id)).toEqual({ users: 1, tasks: 3 });

  const answer = await remove({ password: leaver.password }, { token: leaver.token });
  expect(answer.status).toBe(204);
  expect(answer.text).toBe('');
  expect(answer.headers.get('set-cookie')).toMatch(/^taskyard_access=; .*(Max-Age=0|Expires=Thu, 01 Jan 1970)/i);
  expect(await rowsOf(leaver.id)).toEqual({ users: 0, tasks: 0 });
  expect(await rowsOf(stayer.id)).toEqual({ users: 1, tasks: 1 });
});

it('leaves no row of the user in any table but the audit log, which records who was deleted', async () => {
  const { connection } = running.database;
  const { id, token, password } = await running.api.registerUser('thorough');
  const [columns] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS columnName FROM information_schema.KEY_COLUMN_USAGE
     WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = 'users'`,
  );
  // A row of the user in every table that references users, so that a table without a cascade is detected.
  await running.api.post('/api/tasks', { title: 'Anything' }, { token });
  for (const statement of [
    "INSERT INTO email_links VALUES (REPEAT('t', 32), ?, 'reset_password', 'x@example.com', NOW(3), NOW(3))",
    "INSERT INTO totp_secrets (user_id, secret, created_at) VALUES (?, 'x', NOW(3))",
    "INSERT INTO recovery_codes VALUES (?, REPEAT('c', 32))",
    `INSERT INTO passkeys (user_id, credential_hash, credential_id, user_handle, public_key, counter, name, created_at)
     VALUES (?, REPEAT('h', 32), 'x', 'x', 'x', 0, 'x', NOW(3))`,
    "INSERT INTO passkey_challenges VALUES (REPEAT('c', 32), ?, NOW(3))",
    `INSERT INTO personal_access_tokens (user_id, token_hash, hint, name, scopes, created_at, expires_at)
     VALUES (?, REPEAT('t', 32), 'abcd', 'x', 'tasks:read', NOW(3), NOW(3))`,
  ]) {
    await connection.query(statement, [id]);
  }
  const kept = async () => {
    const counts = new Map<string, number>();
    for (const { tableName, columnName } of columns) {
      const [[row]] = await connection.query<RowDataPacket[]>('SELECT COUNT(*) AS total FROM ?? WHERE ?? = ?', [
        tableName,
        columnName,
        id,
      ]);
      counts.set(`${tableName}.${columnName}`, Number(row?.total));
    }
    return counts;
  };
  const before = await kept();
  expect([...before.keys()]).toEqual(expect.arrayContaining(['sessions.user_id', 'passkeys.user_id']));
  for (const [column, total] of before)
    expect({ column, total }).toEqual({ column, total: expect.toSatisfy(isPositive) });

  expect((await remove({ password }, { token })).status).toBe(204);
  for (const [column, total] of await kept()) expect({ column, total }).toEqual({ column, total: 0 });
  const [[event]] = await connection.query<RowDataPacket[]>(
    "SELECT actor_id, actor_name, subject_id, subject_name FROM audit_events WHERE action = 'account.deleted' ORDER BY id DESC",
  );
  expect(event).toEqual({ actor_id: id, actor_name: 'thorough', subject_id: id, subject_name: 'thorough' });
});

it('makes the token and the password invalid and the username available again', async () => {
  const { token, password } = await running.api.registerUser('returner');
  await remove({ password }, { token });
  expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
  expect((await remove({ password }, { token })).status).toBe(401);
  expect((await running.api.post('/api/auth/login', { username: 'returner', password })).status).toBe(401);
  await expect(running.api.registerUser('returner')).resolves.toMatchObject({ id: expect.any(Number) });
});

it('deletes the account once when several requests arrive at the same time', async () => {
  const { token, password } = await running.api.registerUser('hasty');
  const answers = await Promise.all(Array.from({ length: 5 }, () => remove({ password }, { token })));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 401, 401, 401, 401]);
});

it('keeps the account when the password changes during the request', async () => {
  const { id, token, password } = await running.api.registerUser('kept');
  const changed = "UPDATE users SET password = 'another hash' WHERE id = ?";
  const answer = await raceWith(running.database, id, changed, () => remove({ password }, { token }));
  expect(answer).toMatchObject({ status: 403, body: { code: 'wrong_password' } });
  expect((await rowsOf(id)).users).toBe(1);
});

it('rejects a wrong password, deletes nothing and keeps the session', async () => {
  const { id, token, password } = await running.api.registerUser('mistyper');
  const answer = await remove({ password: `${password}!` }, { token });
  expect(answer.status).toBe(403);
  expect(answer.body).toMatchObject({ code: 'wrong_password', errors: [{ field: 'password' }] });
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(await rowsOf(id)).toEqual({ users: 1, tasks: 0 });
});

it.each([undefined, {}, { password: '' }, { password: 5 }, { password: 'x', really: true }])(
  'rejects a deletion without a valid password confirmation (%j)',
  async (body) => {
    const { id, token } = await running.api.registerUser(`vague-${crypto.randomUUID().slice(0, 8)}`);
    expect((await remove(body, { token })).status).toBe(422);
    expect(await rowsOf(id)).toEqual({ users: 1, tasks: 0 });
  },
);

it('rejects a cross-site deletion', async () => {
  const { id, token, password } = await running.api.registerUser('target');
  const headers = { 'Sec-Fetch-Site': 'cross-site' };
  const answer = await remove({ password }, { token, headers });
  expect(answer.body).toMatchObject({ status: 403, code: 'cross_site_request' });
  expect(await rowsOf(id)).toEqual({ users: 1, tasks: 0 });
  expect((await remove({ password })).status).toBe(401);
});
