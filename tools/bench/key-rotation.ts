import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { startStack } from '../dev/stack/start-stack.ts';
import { CliError } from '../shared/cli-error.ts';
import { childEnvironment, repositoryRoot } from '../shared/environment.ts';
import { Answers } from './answers.ts';
import { BearerClient } from './bearer-client.ts';
import { atSteadyPace } from './steady-pace.ts';

interface Options {
  readonly split: boolean;
  readonly seconds: number;
  readonly requests: number;
}

const people = 8;

/**
 * `npm run bench -- rotation`: people go on working while the signing keys are rotated twice, by the command that an
 * operator types. Fails on any answer that is not a success, and when the three keys were not all in use.
 */
export async function keyRotation(args: readonly string[]): Promise<0 | 1> {
  const options = readOptions(args);
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-bench-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    modules: options.split ? ['auth', 'tasks'] : ['auth,tasks'],
    // Short lives, so that everybody holds tokens of every key; and no limit, because all come from one address.
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
  const clients = await Promise.all(Array.from({ length: people }, () => BearerClient.join(origin)));
  const answers = new Answers();
  const byKey = new Map<string, number>();
  const began = performance.now();
  const stop = new AbortController();
  const rotations = rotateTwice(dataDir, seconds, stop.signal);
  const requestsDone = atSteadyPace({ count: requests, seconds, limit: 100, signal: stop.signal }, async (index) => {
    const client = clients[index % people] as BearerClient;
    const sent = performance.now();
    const outcome = await client.send(...requestNumber(Math.floor(index / people))).catch(reasonOf);
    answers.add(outcome, performance.now() - sent);
    byKey.set(client.kid, (byKey.get(client.kid) ?? 0) + 1);
  });
  await Promise.all([rotations, requestsDone]).finally(() => stop.abort());

  const took = Math.round((performance.now() - began) / 1000);
  console.log(
    `${answers.total} requests of ${people} people in ${took} s, ${split ? 'split' : 'joined'}; ${answers.byOutcome()}`,
  );
  console.log(`Milliseconds: ${[50, 95, 99, 100].map((p) => `${p} % ${answers.percentile(p)}`).join(', ')}`);
  for (const [kid, count] of byKey) console.log(`Key ${kid}: ${count} requests`);
  if (answers.failures > 0) console.log(`FAIL ${answers.failures} requests were not answered with a success.`);
  if (byKey.size < 3) console.log(`FAIL only ${byKey.size} of three keys were in use.`);
  return answers.failures > 0 || byKey.size < 3 ? 1 : 0;
}

/** Reads and writes of both modules, as a person's client mixes them. */
function requestNumber(index: number): [method: string, path: string, body?: unknown] {
  if (index % 20 === 0) return ['POST', '/api/tasks', { title: `Task ${index}` }];
  if (index % 5 === 0) return ['GET', '/api/auth/me'];
  return ['GET', index % 3 === 0 ? '/api/tasks/counts' : '/api/tasks'];
}

/** After one third of the time and after two. */
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

/** @throws CliError naming the option and what is allowed */
function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      split: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '60' },
      requests: { type: 'string', default: '10000' },
    },
  });
  const [seconds = 0, requests = 0] = [values.seconds, values.requests].map(Number);
  // Two rotations, each ten seconds after the key that it makes sign was published.
  if (!(seconds >= 36 && seconds <= 600)) throw new CliError('--seconds must be a number from 36 to 600');
  if (!(requests >= 1 && requests <= 100_000)) throw new CliError('--requests must be a number from 1 to 100000');
  return { split: values.split, seconds, requests };
}
