import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { startStack } from '../dev/stack/start-stack.ts';
import { UsageError } from '../shared/cli-error.ts';
import { childEnvironment, repositoryRoot } from '../shared/environment.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { BearerClient } from './bearer-client.ts';
import { runAtConstantRate } from './constant-rate.ts';
import { ResponseStatistics } from './response-statistics.ts';

interface Options {
  readonly split: boolean;
  readonly seconds: number;
  readonly requests: number;
}

const userCount = 8;

/**
 * `npm run bench -- rotation`: users keep working while the operator's command rotates the signing keys twice. Fails when a
 * request does not succeed, and when not all three keys were used.
 */
export async function keyRotation(args: readonly string[]): Promise<0 | 1> {
  const options = readOptions(args);
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-bench-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    modules: options.split ? ['auth', 'tasks'] : ['auth,tasks'],
    // Short-lived tokens, so that every user gets tokens of every key. All requests have one client address, so no rate limit.
    env: { ACCESS_TOKEN_TTL_SECONDS: '20', RATE_LIMIT_FACTOR: '1000' },
    report: (line) => console.log(line),
  });
  try {
    return await work(stack.origin, dataDir, options);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function work(origin: string, dataDir: string, { seconds, requests, split }: Options): Promise<0 | 1> {
  const clients = await Promise.all(Array.from({ length: userCount }, () => BearerClient.register(origin)));
  const responses = new ResponseStatistics();
  const byKey = new Map<string, number>();
  const began = performance.now();
  const stop = new AbortController();
  const rotations = rotateTwice(dataDir, seconds, stop.signal);
  const requestsDone = runAtConstantRate(
    { count: requests, seconds, limit: 100, signal: stop.signal },
    async (index) => {
      const client = clients[index % userCount] as BearerClient;
      const sent = performance.now();
      const outcome = await client.send(...requestNumber(Math.floor(index / userCount))).catch(reasonOf);
      responses.add(outcome, performance.now() - sent);
      byKey.set(client.kid, (byKey.get(client.kid) ?? 0) + 1);
    },
  );
  await Promise.all([rotations, requestsDone]).finally(() => stop.abort());

  const took = Math.round((performance.now() - began) / 1000);
  console.log(
    `${responses.total} requests of ${userCount} users in ${took} s, ${split ? 'split' : 'joined'}; ${responses.byOutcome()}`,
  );
  console.log(`Milliseconds: ${[50, 95, 99, 100].map((p) => `${p} % ${responses.percentile(p)}`).join(', ')}`);
  for (const [kid, count] of byKey) console.log(`Key ${kid}: ${count} requests`);
  if (responses.failures > 0) console.log(`FAIL ${responses.failures} requests did not succeed.`);
  if (byKey.size < 3) console.log(`FAIL only ${byKey.size} of three keys were used.`);
  return responses.failures > 0 || byKey.size < 3 ? 1 : 0;
}

/** Reads and writes of both modules, mixed like those of a client. */
function requestNumber(index: number): [method: string, path: string, body?: unknown] {
  if (index % 20 === 0) return ['POST', '/api/tasks', { title: `Task ${index}` }];
  if (index % 5 === 0) return ['GET', '/api/auth/me'];
  return ['GET', index % 3 === 0 ? '/api/tasks/counts' : '/api/tasks'];
}

/** Rotates after one third and after two thirds of the time. */
async function rotateTwice(dataDir: string, seconds: number, signal: AbortSignal): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await sleep((seconds * 1000) / 3, undefined, { signal });
    const { stdout } = await execa(process.execPath, [join(repositoryRoot, 'tools/keys/keys.ts'), 'rotate'], {
      env: childEnvironment({ DATA_DIR: dataDir }),
    });
    console.log(stdout);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @throws {UsageError} naming the option and what is allowed */
function readOptions(args: readonly string[]): Options {
  const { values } = parseArguments(args, {
    options: {
      split: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '60' },
      requests: { type: 'string', default: '10000' },
    },
  });
  const [seconds = 0, requests = 0] = [values.seconds, values.requests].map(Number);
  // Two rotations, each ten seconds after the next key was published.
  if (!(seconds >= 36 && seconds <= 600)) throw new UsageError('--seconds must be a number from 36 to 600');
  if (!(requests >= 1 && requests <= 100_000)) throw new UsageError('--requests must be a number from 1 to 100000');
  return { split: values.split, seconds, requests };
}
