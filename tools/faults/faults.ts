import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendProbes } from '@taskyard/contracts/probes';
import { runStatements } from '../dev/database/connection.ts';
import { stackLayout } from '../dev/stack/stack-layout.ts';
import { type Stack, startStack } from '../dev/stack/start-stack.ts';
import { ApiClient } from '../shared/api-client.ts';
import { runCommand } from '../shared/command.ts';
import { Bystanders } from './bystanders.ts';
import { faults } from './fault.ts';
import { residentMemory } from './resident-memory.ts';
import { runFault } from './run-fault.ts';

/** Reads before the first measurement: until then, the memory of new processes grows by itself. */
const warmUpSeconds = 15;

await runCommand({ name: 'test:faults' }, main);

/**
 * Attacks a stack on this machine as one account or one stranger can, with the limits of production, and measures what
 * other users notice. Fails when readiness, the delay of others or the memory afterwards breaks its bound.
 */
async function main(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-faults-'));
  // The warnings of the attacked services would hide the result.
  const stack = await startStack({ dataDir, port: 0, durable: false });
  try {
    return await attackAll(stack, dataDir);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function attackAll({ origin, webUrl, backendUrl, databaseUrl }: Stack, dataDir: string): Promise<number> {
  const bystanders = await Bystanders.register(origin, backendUrl + backendProbes.readiness);
  const token = await registerAttacker(origin, databaseUrl);
  const { pidFile } = stackLayout(dataDir);
  const memory = () => residentMemory({ backend: pidFile('backend'), web: pidFile('web') });
  await warmUp(bystanders, origin, token);
  const results = [];
  for (const fault of faults) {
    console.log(`${fault.description} …`);
    const target = { origin, webUrl, token };
    let result = await runFault(fault, target, bystanders, memory);
    // Other work on the machine, or a heap that grows to its working size, breaks a bound now and then. A fault of ours, or a leak,
    // does each time.
    for (let repeats = 0; repeats < 2 && result.broken.length > 0; repeats += 1) {
      for (const problem of result.broken) console.log(`Measured again, because it can be chance: ${problem}`);
      result = await runFault(fault, target, bystanders, memory);
    }
    results.push(result);
  }
  console.table(results.map(({ row }) => row));
  for (const problem of results.flatMap(({ broken }) => broken)) console.log(problem);
  const failed = results.filter(({ broken }) => broken.length > 0).length;
  console.log(`  ${results.length - failed} passed`);
  if (failed > 0) console.log(`  ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Does once what the attacks do many times, so that its code and buffers are there before. */
async function warmUp(bystanders: Bystanders, origin: string, token: string): Promise<void> {
  const api = new ApiClient(origin);
  await api.get('/api/tasks/export', { token, expect: 200 });
  await api.get('/api/tasks?q=task', { token, expect: 200 });
  for (const path of new Set(faults.map((fault) => fault.path))) await bystanders.read(path, warmUpSeconds);
}

/** An account with a thousand descriptions of repeated letters. @returns its access token */
async function registerAttacker(origin: string, databaseUrl: string): Promise<string> {
  const { id, token } = await new ApiClient(origin).registerUser('attacker');
  await runStatements(databaseUrl, [
    `INSERT INTO tasks (user_id, title, description, created_at)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
     SELECT ${id}, CONCAT('Task ', n), REPEAT('a', 10000), UTC_TIMESTAMP(3) FROM numbers`,
  ]);
  return token;
}
