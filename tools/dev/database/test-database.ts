import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../shared/cli-error.ts';
import { readEnvironment } from '../../shared/environment.ts';
import type { Machine } from '../../shared/machine.ts';
import { runStatements } from './connection.ts';
import { DataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { useGivenDatabase } from './given-database.ts';
import { endAbandonedServer } from './private-server.ts';
import { startDatabase } from './start-database.ts';

const folderPrefix = 'taskyard-test-';

/** The server that `TEST_DATABASE_URL` names, or an empty one for this run. */
export async function startTestDatabase(): Promise<Database> {
  const { testDatabaseUrl, machine } = readEnvironment();
  return testDatabaseUrl === undefined ? startEmptyServer(machine) : useGivenDatabase(testDatabaseUrl);
}

/**
 * Starts an empty server for one run of tests, with its own port and folder; `stop()` removes both. Its account may create
 * databases whose names begin with `taskyard`, and accounts for them.
 */
export async function startEmptyServer(machine: Machine): Promise<Database> {
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), folderPrefix));
  const report = (line: string) => console.log(line);
  const database = await startDatabase({ folder, machine, durable: false, canMakeAccounts: true, report });
  const stop = async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...database, stop };
}

/** Makes an empty database on a server of tests. `drop()` removes it. */
export async function createEmptyDatabase(serverUrl: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `taskyard_${randomBytes(6).toString('hex')}`;
  await runStatements(serverUrl, [`CREATE DATABASE ${name} CHARACTER SET utf8mb4`]);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runStatements(serverUrl, [`DROP DATABASE ${name}`]) };
}

/** Ends the servers of test runs that were killed. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(folderPrefix))) {
    const folder = new DataFolder(join(tmpdir(), name));
    // A run that has just made its folder has not locked it yet.
    if (!folder.wasLocked()) continue;
    try {
      const lock = folder.lock();
      await endAbandonedServer(folder, () => {});
      rmSync(folder.path, { recursive: true, force: true });
      lock.release();
    } catch (error) {
      // Another run uses it, or it belongs to another user of this machine.
      if (!(error instanceof CliError)) throw error;
    }
  }
}
