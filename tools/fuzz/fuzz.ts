import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStack } from '../dev/stack/start-stack.ts';
import { runCommand } from '../shared/command.ts';
import { readEnvironment } from '../shared/environment.ts';
import { FuzzUsers } from './fuzz-users.ts';
import { type FuzzRun, fuzz, installSchemathesis } from './schemathesis.ts';

/** These can end the caller's session or remove its rights, so each gets its own run and session. */
const sessionEndingOperations = ['endSession', 'endSessions', 'endUserSessions', 'changeUser'];
const adminOperations = ['listUsers', 'listAuditEvents'];

await runCommand({ name: 'test:fuzz' }, main);

/** All operations as a user, the admins' operations as an admin, and all operations with a read-only token. */
async function main(): Promise<number> {
  const program = await installSchemathesis(readEnvironment().machine);
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-fuzz-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    durable: false,
    env: {
      // Node's parser refuses URLs over 16 KB with 431 before the API gets them.
      NODE_OPTIONS: '--max-http-header-size=65536',
      RATE_LIMIT_FACTOR: '1000',
      ACCESS_TOKEN_TTL_SECONDS: '900',
    },
    report: (line) => console.log(line),
  });
  try {
    const users = new FuzzUsers(stack);
    await users.prepareAdmin();
    const user = await users.user();
    const runs: [string, () => Promise<FuzzRun>][] = [
      ['a user', async () => ({ token: user, examples: 200, except: sessionEndingOperations })],
      ['an admin', async () => ({ token: await users.admin(), examples: 200, only: adminOperations })],
      ['a read-only token', async () => ({ token: await users.reader(), examples: 50 })],
      ...sessionEndingOperations.map((id): [string, () => Promise<FuzzRun>] => [
        `an admin, ${id} alone`,
        async () => ({ token: await users.admin(), examples: 100, only: [id] }),
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
