import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../dev/stack/start-stack.ts';
import { CliError } from '../shared/cli-error.ts';
import { readEnvironment } from '../shared/environment.ts';
import { Callers } from './callers.ts';
import { type FuzzRun, fuzz, installSchemathesis } from './schemathesis.ts';

/** They can end the session that calls them, or the account's rights: each gets a run, and a session, of its own. */
const SELF_HARMING = ['endSession', 'endSessions', 'endUserSessions', 'changeUser'];
const FOR_ADMINS = ['listUsers', 'listAuditEvents'];

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof CliError ? `npm run test:fuzz: ${error.message}` : error);
  process.exitCode = 1;
}

/** The whole document as a person, what admins may do as an admin, and the whole again with a token that may only read. */
async function main(): Promise<number> {
  const program = await installSchemathesis(readEnvironment().machine);
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-fuzz-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    durable: false,
    env: {
      // Addresses over 16 KB are Node's parser's to refuse (431), before the API whose document this is sees them.
      NODE_OPTIONS: '--max-http-header-size=65536',
      RATE_LIMIT_FACTOR: '1000',
      ACCESS_TOKEN_TTL_SECONDS: '900',
    },
    report: (line) => console.log(line),
  });
  try {
    const callers = new Callers(stack);
    await callers.prepareAdmin();
    const person = await callers.person();
    const runs: [string, () => Promise<FuzzRun>][] = [
      ['a person', async () => ({ token: person, examples: 200, except: SELF_HARMING })],
      ['an admin', async () => ({ token: await callers.admin(), examples: 200, only: FOR_ADMINS })],
      ['a read-only token', async () => ({ token: await callers.reader(), examples: 50 })],
      ...SELF_HARMING.map((id): [string, () => Promise<FuzzRun>] => [
        `an admin, ${id} alone`,
        async () => ({ token: await callers.admin(), examples: 100, only: [id] }),
      ]),
    ];
    let worst = 0;
    for (const [caller, prepare] of runs) {
      console.log(`\nAs ${caller}`);
      worst = Math.max(worst, await fuzz(program, stack.origin, await prepare(), dataDir));
    }
    return worst;
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
