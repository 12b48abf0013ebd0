import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { startStack } from '../dev/stack/start-stack.ts';
import { ApiClient } from '../shared/api-client.ts';
import { Answers } from './answers.ts';
import { atSteadyPace } from './steady-pace.ts';

const signInForever = join(import.meta.dirname, 'sign-in-forever.ts');
/** Sign-ins under way at once: enough to keep every processor hashing and a queue before them. */
const stormers = 24;
const readsPerSecond = 25;
const phaseSeconds = 40;
/** Longest the ninety-ninth percentile of reads may grow. */
const allowedRatio = 3;

/**
 * `npm run bench -- storm [--split]`: one person reads tasks at a steady pace, first alone, then while two dozen others
 * sign in without pause. Fails when the 99th percentile of the reads grows threefold.
 */
export async function storm(args: readonly string[]): Promise<0 | 1> {
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-bench-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    durable: false,
    modules: args.includes('--split') ? ['auth', 'tasks'] : ['auth,tasks'],
    // All come from one address, and none is to be refused: a refusal costs nothing, a hash does.
    env: { RATE_LIMIT_FACTOR: '1000' },
    report: (line) => console.log(line),
  });
  try {
    return await compare(stack.origin);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function compare(origin: string): Promise<0 | 1> {
  const api = new ApiClient(origin);
  const { username, password, token } = await api.registerUser('reader');
  for (let i = 0; i < 50; i++) await api.post('/api/tasks', { title: `Task ${i}` }, { token, expect: 201 });

  await read(api, token, 5);
  const quiet = await read(api, token, phaseSeconds);
  // In a process of its own: in this one, what the stormers do with their answers would count as the reader's waiting.
  const crowd = execa(process.execPath, [
    signInForever,
    origin,
    String(stormers),
    JSON.stringify({ username, password }),
  ]);
  await sleep(2_000);
  const stormy = await read(api, token, phaseSeconds);
  crowd.kill('SIGTERM');
  const { stdout } = await crowd;

  const ratio = stormy.percentile(99) / quiet.percentile(99);
  console.table({ quiet: summary(quiet), [`${stormers} signing in`]: summary(stormy) });
  console.log(`During the storm: ${stdout}`);
  console.log(`99th percentile of reads, stormy to quiet: ${ratio.toFixed(2)} (allowed: under ${allowedRatio})`);
  return ratio < allowedRatio && quiet.failures + stormy.failures === 0 ? 0 : 1;
}

/** At a fixed pace, whatever the answers' delay, so that a slow server does not hide by being asked less. */
async function read(api: ApiClient, token: string, seconds: number): Promise<Answers> {
  const answers = new Answers();
  const pace = { count: seconds * readsPerSecond, seconds, limit: 100, signal: AbortSignal.timeout(120_000) };
  await atSteadyPace(pace, async () => {
    const begun = performance.now();
    const { status } = await api.get('/api/tasks', { token });
    answers.add(status, performance.now() - begun);
  });
  return answers;
}

function summary(answers: Answers) {
  const { total } = answers;
  return { reads: total, '50 % ms': answers.percentile(50), '99 % ms': answers.percentile(99) };
}
