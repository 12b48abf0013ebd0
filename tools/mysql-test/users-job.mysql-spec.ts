import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDatabaseSettings } from '../../backend/src/platform/config/environment.ts';
import { migrate } from '../../backend/src/platform/database/migration-runner.ts';
import { grantsScript, usersScript } from '../../stacks/app/database-privileges.ts';
import { type DatabaseUser, databaseUsers } from '../../stacks/app/generated-secrets.ts';
import { strictSqlMode } from '../../stacks/aws/database-engine-args.ts';
import { ClusterDatabase } from './cluster-database.ts';
import { administratorCredentials, passwordOf } from './example-data.ts';

// The Jobs of a rollout, with MySQL's own client: users, migration, grants. As on RDS, the stack does not know the
// administrator's previous password.

let database: ClusterDatabase;

beforeAll(async () => {
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
});
afterAll(() => database?.remove());

async function runJob(script: string, generation = 1): Promise<void> {
  const previous = `g${Math.max(1, generation - 1)}`;
  const { ADMIN_PREVIOUS_PASSWORD: _, ...credentials } = administratorCredentials(`g${generation}`, previous);
  const { exitCode, output } = await database.runAdministratorJob(script, {
    ...credentials,
    ADMIN_PASSWORD: passwordOf('root', 'g1'),
  });
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
}

function urlOf(user: DatabaseUser, generation = 1): string {
  return database.url(user, passwordOf(user, `g${generation}`));
}

async function query(url: string, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: url, ssl: { ca: readFileSync(database.authorities) } });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

it('runs on a server with the mode that RDS and Aurora get', async () => {
  const [row] = await database.query('root', passwordOf('root', 'g1'), 'SELECT @@GLOBAL.sql_mode AS mode');
  expect(row?.mode).toBe(strictSqlMode);
});

it('creates the users with the default authentication, and lets them connect over TLS only', async () => {
  await runJob(usersScript);
  for (const user of databaseUsers) {
    // Before the grants, the modules' users may use no database.
    const url = urlOf(user).replace('/taskyard', '/');
    const [account = {}] = await query(url, 'SHOW CREATE USER CURRENT_USER()');
    expect(String(Object.values(account)[0])).toMatch(/IDENTIFIED WITH 'caching_sha2_password' .* REQUIRE SSL /);
    await expect(createConnection(url)).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  }
});

it('migrates as the migrator and grants what the modules need', async () => {
  const url = urlOf('migrator');
  const settings = { DATABASE_URL: url, DATABASE_TLS: 'required', DATABASE_CA_FILE: database.authorities };
  expect((await migrate(readDatabaseSettings(settings), 'up')).length).toBeGreaterThan(10);
  await runJob(grantsScript);
  expect(await query(urlOf('auth'), 'SELECT username FROM users')).toEqual([]);
  expect(await query(urlOf('tasks'), 'SELECT title FROM tasks')).toEqual([]);
  await expect(query(urlOf('tasks'), 'SELECT username FROM users')).rejects.toThrow(/denied/);
  await expect(query(urlOf('auth'), 'SELECT title FROM tasks')).rejects.toThrow(/denied/);
});

it('keeps the previous password valid when a generation replaces it', async () => {
  await runJob(usersScript, 2);
  for (const user of databaseUsers) {
    expect(await query(urlOf(user, 2), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await query(urlOf(user, 1), 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  }
  await runJob(usersScript, 3);
  await expect(query(urlOf('auth', 1), 'SELECT 1')).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
});

it('dumps the database as the user for backups', async () => {
  const options = ['--single-transaction', '--no-tablespaces', '--set-gtid-purged=OFF'];
  const tls = ['--ssl-mode=VERIFY_IDENTITY', `--ssl-ca=${database.authorities}`];
  const { stdout } = await execa('mysqldump', ['--host=127.0.0.1', '--user=backup', ...tls, ...options, 'taskyard'], {
    env: { ...database.environment, MYSQL_PWD: passwordOf('backup', 'g3') },
  });
  expect(stdout).toContain('CREATE TABLE `tasks`');
  expect(stdout).toContain('-- Dump completed');
});
