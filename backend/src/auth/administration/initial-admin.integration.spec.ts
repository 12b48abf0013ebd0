import type { RowDataPacket } from 'mysql2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { initialAdminEmail } from './initial-admin.service.ts';

const password = 'the operator’s first choice';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterEach(() => running.database.connection.query('DELETE FROM users'));
afterAll(() => running.stop());

/** Starts a replica of auth with these settings and stops it again. */
async function startReplica(env: Record<string, string> = {}): Promise<void> {
  const replica = await startTestApp({
    env: { MODULES: 'auth', INITIAL_ADMIN_PASSWORD: password, ...env },
    sharing: running,
  });
  await replica.stop();
}

async function accounts() {
  const [rows] = await running.database.connection.query<RowDataPacket[]>(
    'SELECT username, email, role, must_change_password FROM users ORDER BY id',
  );
  return rows;
}

const login = (username: string) => running.api.post('/api/auth/login', { username, password });

describe('the initial admin', () => {
  it('is created at the start and must change the password first', async () => {
    await startReplica();
    const { body } = await login('admin');
    expect(body.user).toMatchObject({ role: 'admin', email: 'admin@example.invalid', must_change_password: true });
    const answer = await running.api.get('/api/auth/users', { token: String(body.token) });
    expect(answer.body).toMatchObject({ status: 403, code: 'password_change_required' });
  });

  it('has the configured username and email address', async () => {
    await startReplica({ INITIAL_ADMIN_USERNAME: 'root', INITIAL_ADMIN_EMAIL: 'root@example.com' });
    expect(await accounts()).toMatchObject([{ username: 'root', email: 'root@example.com', role: 'admin' }]);
  });

  it('is created once by several replicas and later starts', async () => {
    await Promise.all([startReplica(), startReplica(), startReplica()]);
    await startReplica();
    expect(await accounts()).toHaveLength(1);
    // Those of the other tests outlive the users.
    const [events] = await running.database.connection.query<RowDataPacket[]>(
      "SELECT actor_id FROM audit_events WHERE action = 'admin.created' AND subject_id IN (SELECT id FROM users)",
    );
    expect(events).toEqual([{ actor_id: null }]);
  });

  it('is not created again with the old password after being renamed', async () => {
    await startReplica();
    await running.database.connection.query("UPDATE users SET username = 'ada', email = 'ada@example.com'");
    await startReplica();
    expect(await accounts()).toMatchObject([{ username: 'ada' }]);
  });

  it('is not created without a password', async () => {
    await startReplica({ INITIAL_ADMIN_PASSWORD: '' });
    expect(await accounts()).toEqual([]);
  });

  it.each([{ INITIAL_ADMIN_USERNAME: 'squatter' }, { INITIAL_ADMIN_EMAIL: 'squatter@example.com' }])(
    'never takes over an existing account with the same username or address (%j)',
    async (env) => {
      const { token } = await running.api.registerUser('squatter');
      await startReplica(env);
      expect(await accounts()).toMatchObject([{ username: 'squatter', role: 'user', must_change_password: 0 }]);
      expect((await login('squatter')).status).toBe(401);
      expect((await running.api.get('/api/auth/me', { token })).status).toBe(200);
    },
  );
});

it.each([
  ['https://tasks.example.com', 'ops@tasks.example.com'],
  ['http://localhost:3000', 'ops@example.invalid'],
  ['http://127.0.0.1:3000', 'ops@example.invalid'],
])('defaults the email address at %s to %s', (PUBLIC_ORIGIN, expected) => {
  expect(initialAdminEmail({ INITIAL_ADMIN_USERNAME: 'ops', INITIAL_ADMIN_EMAIL: undefined, PUBLIC_ORIGIN })).toBe(
    expected,
  );
});
