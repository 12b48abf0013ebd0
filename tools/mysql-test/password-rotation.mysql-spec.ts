import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { usersScript } from '../../stacks/app/database-privileges.ts';
import { databaseUsers } from '../../stacks/app/generated-secrets.ts';
import { readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { ClusterDatabase } from './cluster-database.ts';
import { administratorCredentials, passwordOf } from './example-data.ts';

// A new generation of passwords on a server of the stack's own, where the Job `database-users` also sets that of root.

const accounts = ['root', ...databaseUsers] as const;
/** The four users, `root` of localhost and `root` of everywhere. */
const changes = databaseUsers.length + 2;
let database: ClusterDatabase;
let programs: string;

beforeAll(async () => {
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
  programs = mkdtempSync(join(tmpdir(), 'taskyard-interrupted-'));
  const mysql = findProgram(readEnvironment().machine, 'mysql');
  const script = [
    '#!/bin/bash',
    'if [[ "$*" == *--execute* ]]; then exec "$MYSQL" "$@"; fi',
    'statements=$(cat)',
    'if [[ $statements == *"ALTER USER"* ]]; then',
    '  if [ "$(wc -l < "$CALLS")" = "$ALLOWED" ]; then kill -KILL $PPID; exit 1; fi',
    '  echo call >> "$CALLS"',
    'fi',
    'exec "$MYSQL" "$@" <<< "$statements"',
  ].join('\n');
  writeFileSync(join(programs, 'mysql'), script.replaceAll('$MYSQL', String(mysql)), { mode: 0o755 });
});

afterAll(async () => {
  await database?.remove();
  rmSync(programs, { recursive: true, force: true });
});

async function setPasswords(generation: string, previous: string): Promise<void> {
  const { exitCode, output } = await database.runAdministratorJob(
    usersScript,
    administratorCredentials(generation, previous),
  );
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
}

/** Kills the Job before it changes one more password than `allowed`. */
async function setPasswordsUntil(allowed: number, generation: string, previous: string): Promise<void> {
  const calls = join(programs, 'calls');
  writeFileSync(calls, '');
  const { exitCode } = await database.runAdministratorJob(usersScript, administratorCredentials(generation, previous), {
    environment: { CALLS: calls, ALLOWED: String(allowed) },
    folderOfPrograms: programs,
  });
  expect(exitCode).not.toBe(0);
}

async function accepted(generation: string): Promise<string[]> {
  const results = await Promise.all(
    accounts.map(async (account) => ({
      account,
      accepts: await database.accepts(account, passwordOf(account, generation)),
    })),
  );
  return results.filter(({ accepts }) => accepts).map(({ account }) => account);
}

it('sets every password of the first generation, and that of root stays', async () => {
  await setPasswords('g1', 'g1');
  expect(await accepted('g1')).toEqual(accounts);
});

it('changes every password, also that of root, and keeps the former one', async () => {
  await setPasswords('g2', 'g1');
  expect(await accepted('g2')).toEqual(accounts);
  expect(await accepted('g1')).toEqual(accounts);
  // The one of localhost too, which nothing here can connect as.
  const [row] = await database.query(
    'root',
    passwordOf('root', 'g2'),
    "SELECT COUNT(*) AS accounts, COUNT(DISTINCT User_attributes->>'$.metadata.password') AS digests FROM mysql.user WHERE User = 'root'",
  );
  expect(row).toEqual({ accounts: 2, digests: 1 });
});

it('ends no password when it runs again', async () => {
  await setPasswords('g2', 'g1');
  await setPasswords('g2', 'g1');
  expect(await accepted('g1')).toEqual(accounts);
  expect(await accepted('g2')).toEqual(accounts);
});

it('ends the password before the former one', async () => {
  await setPasswords('g3', 'g2');
  expect(await accepted('g1')).toEqual([]);
  expect(await accepted('g2')).toEqual(accounts);
});

it('returns to the former generation, and both stay valid', async () => {
  await setPasswords('g2', 'g1');
  expect(await accepted('g2')).toEqual(accounts);
  expect(await accepted('g3')).toEqual(accounts);
});

it('refuses and changes nothing when the database knows neither password of root', async () => {
  const { exitCode, output } = await database.runAdministratorJob(usersScript, administratorCredentials('g9', 'g8'));
  expect(exitCode).toBe(3);
  expect(output).toContain('The database refuses the password of root. Nothing was changed.');
  expect(output).not.toContain('Password');
  expect(await accepted('g2')).toEqual(accounts);
  await setPasswords('g3', 'g2');
});

it.each(Array.from({ length: changes }, (_, allowed) => allowed))(
  'keeps the passwords of running pods when it is killed after %i of them, taken back or repeated',
  async (allowed) => {
    const [before, running, next] = [`g${3 + allowed - 1}`, `g${3 + allowed}`, `g${3 + allowed + 1}`];
    await setPasswordsUntil(allowed, `${next}unfinished`, running);
    expect(await accepted(running)).toEqual(accounts);

    // The state has forgotten the unfinished generation when the next one is made, with the Job of the way back or without.
    if (allowed % 2 === 0) await setPasswords(running, before);
    expect(await accepted(running)).toEqual(accounts);
    await setPasswordsUntil(allowed, next, running);
    expect(await accepted(running)).toEqual(accounts);
    await setPasswords(next, running);
    expect(await accepted(running)).toEqual(accounts);
    expect(await accepted(next)).toEqual(accounts);
  },
  120_000,
);
