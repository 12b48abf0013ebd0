import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../../shared/cli-error.ts';
import { readEnvironment } from '../../shared/environment.ts';
import { DataFolder } from './data-folder.ts';
import type { Database } from './database.ts';
import { useGivenDatabase } from './given-database.ts';
import { endLeftoverServer } from './private-server.ts';
import { startDatabase } from './start-database.ts';

const PREFIX = 'taskyard-test-';

/**
 * An empty server for one run of tests, on its own port and in its own folder, both gone after `stop()`. Its account may
 * create further databases as long as their names begin with `taskyard`, and accounts for them. `TEST_DATABASE_URL` names another server to use.
 */
export async function startTestDatabase(): Promise<Database> {
  const { testDatabaseUrl, machine } = readEnvironment();
  if (testDatabaseUrl !== undefined) return useGivenDatabase(testDatabaseUrl);
  await removeAbandoned();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  const report = (line: string) => console.log(line);
  const database = await startDatabase({ folder, machine, durable: false, delegates: true, report });
  const stop = async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...database, stop };
}

/** Test runs that were killed left their server running. */
async function removeAbandoned(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = new DataFolder(join(tmpdir(), name));
    // A run that has just made its folder has not taken it yet.
    if (!folder.wasTaken()) continue;
    try {
      const lock = folder.take();
      await endLeftoverServer(folder, () => {});
      rmSync(folder.path, { recursive: true, force: true });
      lock.release();
    } catch (error) {
      // In use by another run, or another person's.
      if (!(error instanceof CliError)) throw error;
    }
  }
}
