import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { type Connection, createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readDatabaseSettings } from '../../backend/src/platform/config/environment.ts';
import { migrate } from '../../backend/src/platform/database/migration-runner.ts';
import {
  grantsScript,
  passwordVariable,
  previousPasswordVariable,
  usersScript,
} from '../../stacks/app/database-privileges.ts';
import { type DatabaseUser, databaseUsers } from '../../stacks/app/generated-secrets.ts';

// The Jobs of a rollout, with MySQL's own client: users, migration, grants. Only this file uses the database `taskyard`.

const server = new URL(inject('databaseUrl'));
let administrator: Connection;
let authorities: string;

beforeAll(async () => {
  administrator = await createConnection(server.href);
  // The server is on this machine and made its certificate itself.
  const [[row]] = await administrator.query<RowDataPacket[]>('SELECT @@datadir AS folder');
  authorities = join(row?.folder, 'ca.pem');
});

afterAll(async () => {
  for (const user of databaseUsers) await administrator.query(`DROP USER IF EXISTS '${user}'@'%'`);
  // Empty again, because the server's URL names it.
  await administrator.query('DROP DATABASE taskyard');
  await administrator.query('CREATE DATABASE taskyard');
  await administrator.end();
});

const passwordOf = (user: DatabaseUser, generation: number) => `${user}Password${generation}`;

/** Runs a Job's script as its container does, with the paths and the port of this server. */
async function runJob(script: string, generation = 1): Promise<void> {
  const variables = databaseUsers.flatMap((user) => [
    [passwordVariable(user), passwordOf(user, generation)],
    [previousPasswordVariable(user), passwordOf(user, Math.max(1, generation - 1))],
  ]);
  await execa('bash', ['-euo', 'pipefail', '-c', script], {
    env: {
      DATABASE_HOST: server.hostname,
      DATABASE_CA_FILE: authorities,
      MYSQL_TCP_PORT: server.port,
      ADMIN_USER: server.username,
      ADMIN_PASSWORD: server.password,
      ...Object.fromEntries(variables),
    },
  });
}

function urlOf(user: DatabaseUser, generation = 1): string {
  const url = new URL(server.href);
  url.username = user;
  url.password = passwordOf(user, generation);
  url.pathname = '/taskyard';
  return url.href;
}

async function query(url: string, sql: string): Promise<RowDataPacket[]> {
  const connection = await createConnection({ uri: url, ssl: { ca: readFileSync(authorities) } });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(sql);
    return rows;
  } finally {
    await connection.end();
  }
}

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
  const settings = { DATABASE_URL: url, DATABASE_TLS: 'required', DATABASE_CA_FILE: authorities };
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
  const tls = ['--ssl-mode=VERIFY_CA', `--ssl-ca=${authorities}`];
  const { stdout } = await execa('mysqldump', ['--host=127.0.0.1', '--user=backup', ...tls, ...options, 'taskyard'], {
    env: { MYSQL_TCP_PORT: server.port, MYSQL_PWD: passwordOf('backup', 3) },
  });
  expect(stdout).toContain('CREATE TABLE `tasks`');
  expect(stdout).toContain('-- Dump completed');
});
