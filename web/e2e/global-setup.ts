import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../../tools/dev/stack/start-stack.ts';
import { findChromium } from '../../tools/shared/chromium.ts';
import { readEnvironment } from '../../tools/shared/environment.ts';
import { readRun, shareRun } from './environment.ts';
import { takeOverAdmin } from './take-over-admin.ts';

const report = (line: string) => process.stdout.write(`${line}\n`);

/**
 * Starts everything a person would reach by `npm start`, on free ports and with a database of this run's own, unless
 * the address of a running site is given.
 * @returns what ends it again
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { chromiumPath, machine } = readEnvironment();
  const chromium = await findChromium({ path: chromiumPath, machine, report });
  const given = readRun();
  if (given.baseUrl !== undefined) {
    shareRun({ ...given, chromium });
    return async () => {};
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-e2e-'));
  const clean = () => rmSync(dataDir, { recursive: true, force: true });
  const stack = await startStack({
    dataDir,
    port: 0,
    durable: false,
    // As in the cluster: two processes, of which neither can call the other.
    ...(given.split && { modules: ['auth', 'tasks'], isolated: true }),
    // Every test's people come from one address, as fast as a machine types.
    env: { RATE_LIMIT_FACTOR: '1000' },
    report,
  }).catch((error: unknown) => {
    clean();
    throw error;
  });
  const end = async () => {
    await stack.stop();
    clean();
  };
  try {
    const admin = await takeOverAdmin(stack);
    const { origin: baseUrl, databaseUrl: database } = stack;
    shareRun({ baseUrl, chromium, mail: join(dataDir, 'mail'), database, admin });
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}
