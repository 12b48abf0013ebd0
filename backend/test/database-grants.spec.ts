import { randomBytes } from 'node:crypto';
import { type Connection, createConnection } from 'mysql2/promise';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { grantStatements, type ModuleUser, privilegesOf } from '../../stacks/app/database-grants.ts';
import { LimitPurgeService } from '../src/platform/limits/limit-purge.service.ts';
import { startTestApp, type TestApp } from './test-app.ts';

// Runs the statements of a deployment on a migrated database of a real server and checks what each user may do.

const suffix = randomBytes(4).toString('hex');
const password = randomBytes(16).toString('hex');
const users = Object.keys(privilegesOf) as ModuleUser[];
const nameOf = (user: ModuleUser) => `${user}_${suffix}`;
const denied = /^ER_(TABLEACCESS|COLUMNACCESS|DBACCESS|SPECIFIC_ACCESS)_DENIED_ERROR$/;
const accountOf = (user: ModuleUser) => `'${nameOf(user)}'@'%'`;

let combined: TestApp;
const connections = new Map<ModuleUser, Connection>();

function urlOf(user: ModuleUser): string {
  const url = new URL(combined.database.url);
  url.username = nameOf(user);
  url.password = password;
  return url.href;
}

function run(user: ModuleUser, statement: string): Promise<unknown> {
  return connections.get(user)?.query(statement) ?? Promise.reject(new Error(`${user} is not connected`));
}

beforeAll(async () => {
  combined = await startTestApp();
  const { connection, url } = combined.database;
  const statements = [
    ...users.map((user) => `CREATE USER ${accountOf(user)} IDENTIFIED BY '${password}'`),
    ...grantStatements(new URL(url).pathname.slice(1), accountOf),
  ];
  for (const statement of statements) await connection.query(statement);
  for (const user of users) connections.set(user, await createConnection(urlOf(user)));
});

afterAll(async () => {
  for (const connection of connections.values()) await connection.end();
  for (const user of users) await combined.database.connection.query(`DROP USER ${accountOf(user)}`);
  await combined.stop();
});

describe('the database user of tasks', () => {
  it.each([
    'SELECT password FROM users',
    'SELECT * FROM users',
    'SELECT id, username, email, role FROM users',
    "UPDATE users SET disabled_at = NULL, role = 'admin'",
    'DELETE FROM users',
    ...[
      'sessions',
      'email_links',
      'totp_secrets',
      'recovery_codes',
      'passkeys',
      'passkey_challenges',
      'audit_events',
    ].map((table) => `SELECT 1 FROM ${table}`),
    'SELECT * FROM rate_limits',
    'DELETE FROM rate_limits',
    "INSERT INTO rate_limits VALUES ('sign-in:lockout:somebody', 100, 0)",
    'UPDATE rate_limits SET points = 0',
    'SELECT name FROM personal_access_tokens',
    'SELECT * FROM personal_access_tokens',
    "UPDATE personal_access_tokens SET scopes = 'tasks:read,tasks:write'",
    'INSERT INTO personal_access_tokens (user_id) VALUES (1)',
    'DELETE FROM personal_access_tokens',
    'ALTER TABLE tasks DROP COLUMN title',
    'SELECT * FROM migrations',
  ])('may not: %s', async (statement) => {
    await expect(run('tasks', statement)).rejects.toMatchObject({ code: expect.stringMatching(denied) });
  });

  it('may look up a token, record its use and check whether its owner is enabled', async () => {
    await run(
      'tasks',
      `SELECT t.id, t.user_id, t.scopes, t.last_used_at FROM personal_access_tokens t
       JOIN users u ON u.id = t.user_id AND u.disabled_at IS NULL
       WHERE t.token_hash = UNHEX('00') AND t.expires_at > UTC_TIMESTAMP(3)`,
    );
    await run('tasks', 'UPDATE personal_access_tokens SET last_used_at = UTC_TIMESTAMP(3) WHERE id IN (1)');
  });
});

describe('the database user of auth', () => {
  it.each([
    'UPDATE audit_events SET actor_id = NULL',
    'DELETE FROM audit_events',
    'TRUNCATE TABLE audit_events',
    'SELECT 1 FROM tasks',
    'DELETE FROM tasks',
    'SELECT 1 FROM task_rate_limits',
    'ALTER TABLE users DROP COLUMN role',
    'DROP TABLE sessions',
  ])('may not: %s', async (statement) => {
    await expect(run('auth', statement)).rejects.toMatchObject({ code: expect.stringMatching(denied) });
  });
});

it('grants privileges on every table and on no table that does not exist', async () => {
  const { connection } = combined.database;
  const [rows] = await connection.query('SHOW TABLES');
  const tables = (rows as object[])
    .map((row) => String(Object.values(row)[0]))
    .filter((table) => table !== 'migrations');
  expect([...new Set(users.flatMap((user) => Object.keys(privilegesOf[user])))].sort()).toEqual(tables.sort());
});

describe('each module with its own database user:', () => {
  let auth: TestApp;
  let tasks: TestApp;
  beforeAll(async () => {
    auth = await startTestApp({ env: { MODULES: 'auth', DATABASE_URL: urlOf('auth') }, sharing: combined });
    tasks = await startTestApp({ env: { MODULES: 'tasks', DATABASE_URL: urlOf('tasks') }, sharing: combined });
  });
  afterAll(async () => {
    await tasks.stop();
    await auth.stop();
  });

  it("serves a user's tasks, a script that reads them, and the deletion of the account", async () => {
    const { token, password: chosen } = await auth.api.registerUser('granted');
    expect((await tasks.api.post('/api/tasks', { title: 'With few rights' }, { token })).status).toBe(201);
    // Each process counted in its own table. A missing privilege would have answered 503.
    const purposes = 'SELECT DISTINCT SUBSTRING_INDEX(`key`, ":", 1) AS purpose FROM ?? ORDER BY purpose';
    const [ofTasks] = await combined.database.connection.query(purposes, ['task_rate_limits']);
    expect(ofTasks).toEqual([{ purpose: 'write' }]);
    const [ofAuth] = await combined.database.connection.query(purposes, ['rate_limits']);
    expect(ofAuth).toEqual([{ purpose: 'register' }, { purpose: 'sign-in' }]);
    const expired = "INSERT INTO task_rate_limits VALUES ('over', 1, 1)";
    await combined.database.connection.query(expired);
    await tasks.app.get(LimitPurgeService).run();
    const [purged] = await combined.database.connection.query("SELECT 1 FROM task_rate_limits WHERE `key` = 'over'");
    expect(purged).toEqual([]);
    const wanted = { name: 'script', scopes: ['tasks:read'], expires_in_days: 1 };
    const script = await auth.api.post('/api/auth/tokens', wanted, { token });
    expect(script.status).toBe(201);
    const read = await tasks.api.get('/api/tasks', { token: String(script.body.token) });
    expect(read.body.items).toHaveLength(1);
    await vi.waitFor(async () => {
      const listed = await auth.api.get('/api/auth/tokens', { token });
      expect(listed.body.items).toEqual([expect.objectContaining({ last_used_at: expect.any(String) })]);
    });
    expect((await auth.api.call('DELETE', '/api/auth/me', { password: chosen }, { token })).status).toBe(204);
    const [left] = await combined.database.connection.query('SELECT id FROM tasks');
    expect(left).toEqual([]);
  });
});
