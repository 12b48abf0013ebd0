import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase } from '../../tools/dev/database/test-database.ts';
import { startStack } from '../../tools/dev/stack/start-stack.ts';
import { findChromium } from '../../tools/shared/chromium.ts';
import { readEnvironment } from '../../tools/shared/environment.ts';
import { readRun, shareRun } from './environment.ts';
import { takeOverAdmin } from './take-over-admin.ts';

const report = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Starts the same stack as `npm start`, on free ports and with a separate database, unless the URL of a running site is
 * given. The database is on the server of `TEST_DATABASE_URL`, or on a private one.
 * @returns the teardown
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { chromiumPath, machine, testDatabaseUrl } = readEnvironment();
  const chromium = await findChromium({ path: chromiumPath, machine, report });
  const given = readRun();
  if (given.baseUrl !== undefined) {
    shareRun({ ...given, chromium });
    return async () => {};
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-e2e-'));
  const database = testDatabaseUrl === undefined ? undefined : await createEmptyDatabase(testDatabaseUrl);
  const clean = async () => {
    rmSync(dataDir, { recursive: true, force: true });
    await database?.drop();
  };
  const stack = await startStack({
    dataDir,
    port: 0,
    durable: false,
    databaseUrl: database?.url,
    // As in the cluster: two processes that cannot call each other.
    ...(given.split && { modules: ['auth', 'tasks'], isolated: true }),
    // All users of the tests share one IP address, and tests send requests fast.
    env: { RATE_LIMIT_FACTOR: '1000' },
    report,
  }).catch(async (error: unknown) => {
    await clean();
    throw error;
  });
  const stop = async () => {
    await stack.stop();
    await clean();
  };
  try {
    const admin = await takeOverAdmin(stack);
    const { origin: baseUrl, databaseUrl } = stack;
    shareRun({ baseUrl, chromium, mail: join(dataDir, 'mail'), database: databaseUrl, admin });
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}
