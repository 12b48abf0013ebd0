import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { startStack } from '../dev/stack/start-stack.ts';
import { ApiClient } from '../shared/api-client.ts';
import { runAtConstantRate } from './constant-rate.ts';
import { ResponseStatistics } from './response-statistics.ts';

const signInLoop = join(import.meta.dirname, 'sign-in-loop.ts');
/** Number of sign-ins at the same time: enough to use every processor for hashing, with a queue. */
const concurrentSignIns = 24;
const readsPerSecond = 25;
const phaseSeconds = 40;
/** Allowed growth of the 99th percentile of the reads. */
const allowedRatio = 3;

/**
 * `npm run bench -- sign-in-load [--split]`: one user reads tasks at a constant rate, first alone, then during 24
 * concurrent sign-ins without pause. Fails when the 99th percentile of the reads grows threefold.
 */
export async function signInLoad(args: readonly string[]): Promise<0 | 1> {
  const dataDir = mkdtempSync(join(tmpdir(), 'taskyard-bench-'));
  const stack = await startStack({
    dataDir,
    port: 0,
    web: false,
    durable: false,
    modules: args.includes('--split') ? ['auth', 'tasks'] : ['auth,tasks'],
    // All requests have one client address. None may be refused: a refusal skips the expensive hash.
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
  const idle = await read(api, token, phaseSeconds);
  // In another process: in this one, handling the responses of the sign-ins would delay the reads.
  const signIns = execa(process.execPath, [
    signInLoop,
    origin,
    String(concurrentSignIns),
    JSON.stringify({ username, password }),
  ]);
  await sleep(2_000);
  const loaded = await read(api, token, phaseSeconds);
  signIns.kill('SIGTERM');
  const { stdout } = await signIns;

  const ratio = loaded.percentile(99) / idle.percentile(99);
  console.table({ idle: summary(idle), [`${concurrentSignIns} signing in`]: summary(loaded) });
  console.log(`During the sign-ins: ${stdout}`);
  console.log(`99th percentile of reads, loaded to idle: ${ratio.toFixed(2)} (allowed: under ${allowedRatio})`);
  return ratio < allowedRatio && idle.failures + loaded.failures === 0 ? 0 : 1;
}

/** At a constant rate, so that a slow server does not get fewer requests. */
async function read(api: ApiClient, token: string, seconds: number): Promise<ResponseStatistics> {
  const responses = new ResponseStatistics();
  const rate = { count: seconds * readsPerSecond, seconds, limit: 100, signal: AbortSignal.timeout(120_000) };
  await runAtConstantRate(rate, async () => {
    const began = performance.now();
    const { status } = await api.get('/api/tasks', { token });
    responses.add(status, performance.now() - began);
  });
  return responses;
}

function summary(responses: ResponseStatistics) {
  const { total } = responses;
  return { reads: total, '50 % ms': responses.percentile(50), '99 % ms': responses.percentile(99) };
}
