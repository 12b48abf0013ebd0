import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type InterruptibleProxy, startInterruptibleProxy } from '../../../test/interruptible-proxy.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { newPersonalAccessToken } from './personal-access-token.ts';

let auth: TestApp;
let restricted: TestDatabase;
let proxy: InterruptibleProxy;
let tasks: TestApp;
beforeAll(async () => {
  auth = await startTestApp({ env: { MODULES: 'auth' } });
  restricted = await createTestDatabase();
  await createRestrictedViews(auth.database, restricted);
  const url = new URL(restricted.url);
  proxy = await startInterruptibleProxy(url.hostname, Number(url.port));
  url.host = `127.0.0.1:${proxy.port}`;
  tasks = await startTestApp({ env: { MODULES: 'tasks', DATABASE_URL: url.href }, sharing: auth });
});
afterAll(async () => {
  await tasks.stop();
  proxy.close();
  await restricted.drop();
  await auth.stop();
});

/** Views with what the database user of tasks may read in a deployment. A query of any other column of `users` fails. */
async function createRestrictedViews(from: TestDatabase, to: TestDatabase): Promise<void> {
  const source = new URL(from.url).pathname.slice(1);
  for (const [table, columns] of [
    ['users', 'id, disabled_at'],
    ['personal_access_tokens', '*'],
    ['tasks', '*'],
    ['task_rate_limits', '*'],
  ]) {
    await to.connection.query(`CREATE VIEW ${table} AS SELECT ${columns} FROM ${source}.${table}`);
  }
}

async function registerWithToken(username: string) {
  const user = await auth.api.registerUser(username);
  const wanted = { name: 'A script', scopes: ['tasks:read', 'tasks:write'], expires_in_days: 1 };
  const { body } = await auth.api.post('/api/auth/tokens', wanted, { token: user.token });
  return { ...user, tokenId: Number(body.id), script: { token: String(body.token) } };
}

async function lastUseOf(tokenId: number): Promise<Date | null> {
  const [[row]] = await auth.database.connection.query<RowDataPacket[]>(
    'SELECT last_used_at FROM personal_access_tokens WHERE id = ?',
    [tokenId],
  );
  return row?.last_used_at;
}

describe('in a process that runs only tasks and may read two columns of users', () => {
  it('accepts a token until its owner is disabled', async () => {
    const { id, script } = await registerWithToken('traveller');
    expect((await tasks.api.post('/api/tasks', { title: 'By a script' }, script)).status).toBe(201);
    expect((await tasks.api.get('/api/tasks', script)).body.items).toMatchObject([{ title: 'By a script' }]);
    await auth.database.connection.query('UPDATE users SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
    expect((await tasks.api.get('/api/tasks', script)).status).toBe(401);
  });

  it('accepts a token of a user who must change their password', async () => {
    const { id, script } = await registerWithToken('renewing');
    await auth.database.connection.query('UPDATE users SET must_change_password = TRUE WHERE id = ?', [id]);
    expect((await tasks.api.get('/api/tasks', script)).status).toBe(200);
  });

  it('records the last use at most once a minute', async () => {
    const { tokenId, script } = await registerWithToken('used');
    expect(await lastUseOf(tokenId)).toBeNull();
    await tasks.api.get('/api/tasks', script);
    const noted = await vi.waitFor(async () => {
      const use = await lastUseOf(tokenId);
      expect(use).not.toBeNull();
      return use;
    });
    for (let use = 0; use < 3; use++) await tasks.api.get('/api/tasks', script);
    expect(await lastUseOf(tokenId)).toEqual(noted);

    const earlier =
      'UPDATE personal_access_tokens SET last_used_at = UTC_TIMESTAMP(3) - INTERVAL 61 SECOND WHERE id = ?';
    await auth.database.connection.query(earlier, [tokenId]);
    await tasks.api.get('/api/tasks', script);
    await vi.waitFor(async () => expect(Number(await lastUseOf(tokenId))).toBeGreaterThanOrEqual(Number(noted)));
  });
});

it('answers 503 to tokens while the database is unavailable, and 401 to a malformed token', async () => {
  const token = newPersonalAccessToken();
  const garbage = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  expect((await tasks.api.get('/api/tasks', { token })).status).toBe(401);
  proxy.interrupt();
  expect((await tasks.api.get('/api/tasks', { token })).status).toBe(503);
  expect((await tasks.api.get('/api/tasks', { token: garbage })).status).toBe(401);
  proxy.restore();
});

it('accepts tokens while auth is stopped', async () => {
  const { script } = await registerWithToken('alone');
  await auth.app.close();
  expect((await tasks.api.get('/api/tasks', script)).status).toBe(200);
});
