import { expect } from 'vitest';
import { readDatabaseSettings } from '../../backend/src/platform/config/environment.ts';
import { migrate } from '../../backend/src/platform/database/migration-runner.ts';
import {
  grantsScript,
  passwordVariable,
  previousPasswordVariable,
  usersScript,
} from '../../stacks/app/database-privileges.ts';
import { databaseUsers } from '../../stacks/app/generated-secrets.ts';
import type { ClusterDatabase, Environment } from './cluster-database.ts';

export const passwordOf = (account: string, generation: string) => `${account}Password${generation}`;

/** The files that the Jobs `database-users` and `database-grants` get. */
export function administratorCredentials(generation: string, previous: string): Environment {
  return {
    ADMIN_USER: 'root',
    ADMIN_PASSWORD: passwordOf('root', generation),
    ADMIN_PREVIOUS_PASSWORD: passwordOf('root', previous),
    ...Object.fromEntries(databaseUsers.map((user) => [passwordVariable(user), passwordOf(user, generation)])),
    ...Object.fromEntries(databaseUsers.map((user) => [previousPasswordVariable(user), passwordOf(user, previous)])),
  };
}

/** What the pods of dumps get. */
export function dumpVariables(user: 'backup' | 'migrator', folder: string): Environment {
  return {
    DUMPS_FOLDER: folder,
    DUMPS_KEPT: '2',
    DATABASE_PASSWORD: passwordOf(user, 'g1'),
    DATABASE_PREVIOUS_PASSWORD: passwordOf(user, 'g1'),
  };
}

export function settingsOfMigrator(database: ClusterDatabase) {
  const url = database.url('migrator', passwordOf('migrator', 'g1'));
  return readDatabaseSettings({
    DATABASE_URL: url,
    DATABASE_TLS: 'required',
    DATABASE_CA_FILE: database.authorities,
  });
}

/** A rollout, then some users with tasks: enough rows that a dump takes a moment. */
export async function fill(database: ClusterDatabase): Promise<void> {
  for (const script of [usersScript, grantsScript]) {
    if (script === grantsScript) await migrate(settingsOfMigrator(database), 'up');
    const { exitCode, output } = await database.runAdministratorJob(script, administratorCredentials('g1', 'g1'));
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  }
  for (const statement of [
    "INSERT INTO users (username, email, password) VALUES ('ada', 'ada@example.com', 'x'), ('grace', 'grace@example.com', 'x')",
    "INSERT INTO tasks (user_id, title, description) SELECT id, 'Größe – 数', SHA2(RAND(), 256) FROM users",
    ...Array.from(
      { length: 12 },
      () => 'INSERT INTO tasks (user_id, title, description) SELECT user_id, title, SHA2(RAND(), 256) FROM tasks',
    ),
  ]) {
    await asRoot(database, statement);
  }
}

export function asRoot(database: ClusterDatabase, sql: string) {
  return database.query('root', passwordOf('root', 'g1'), sql, 'taskyard');
}

/** The checksum of every table, by name. */
export async function checksums(database: ClusterDatabase): Promise<Record<string, unknown>> {
  const tables = await asRoot(database, 'SHOW TABLES');
  const names = tables.flatMap((row) => Object.values(row)).map((name) => `\`${name}\``);
  const rows = await asRoot(database, `CHECKSUM TABLE ${names.join()}`);
  return Object.fromEntries(rows.map(({ Table, Checksum }) => [Table, Checksum]));
}
