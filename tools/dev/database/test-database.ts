import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../shared/cli-error.ts';
import { readEnvironment } from '../../shared/environment.ts';
import { DataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { useGivenDatabase } from './given-database.ts';
import { endAbandonedServer } from './private-server.ts';
import { startDatabase } from './start-database.ts';

const folderPrefix = 'taskyard-test-';

/**
 * Starts an empty server for one run of tests, with its own port and folder; `stop()` removes both. Its account may create
 * databases whose names begin with `taskyard`, and accounts for them. `TEST_DATABASE_URL` names an existing server instead.
 */
export async function startTestDatabase(): Promise<Database> {
  const { testDatabaseUrl, machine } = readEnvironment();
  if (testDatabaseUrl !== undefined) return useGivenDatabase(testDatabaseUrl);
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
