import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import type { Stack } from '../dev/stack/start-stack.ts';
import { percentile } from './percentile.ts';

const SIGN_IN_FOREVER = join(import.meta.dirname, 'sign-in-forever.ts');
/** Attempts under way at once: enough to keep every processor hashing and a queue before them. */
const STORMERS = 24;
const READS_PER_SECOND = 20;
const PHASE_SECONDS = 20;
/** Longest the ninety-ninth percentile of reads may grow. */
const ALLOWED_RATIO = 3;

/**
 * One person reads tasks at a steady pace, first alone, then while two dozen others sign in without pause. Says how many
 * times slower the reads become.
 * @returns whether the ratio of the two 99th percentiles is as small as promised
 */
export async function storm({ origin }: Pick<Stack, 'origin'>): Promise<boolean> {
  const account = { username: 'reader', password: 'a person who only reads' };
  await post(`${origin}/api/auth/register`, { ...account, email: 'reader@example.org' });
  const { token } = (await (await post(`${origin}/api/auth/login`, account)).json()) as { token: string };
  for (let i = 0; i < 50; i++) await post(`${origin}/api/tasks`, { title: `Task ${i}` }, token);
  const read = () => fetch(`${origin}/api/tasks`, { headers: { authorization: `Bearer ${token}` } });

  await readSteadily(read, 3);
  const quiet = await readSteadily(read, PHASE_SECONDS);
  // In a process of its own: in this one, what the stormers do with their answers would count as the readers' waiting.
  const crowd = execa(process.execPath, [SIGN_IN_FOREVER, origin, String(STORMERS), JSON.stringify(account)]);
  await delay(2_000);
  const stormy = await readSteadily(read, PHASE_SECONDS);
  crowd.kill('SIGTERM');
  const { stdout } = await crowd;

  const ratio = percentile(stormy, 99) / percentile(quiet, 99);
  console.table({
    quiet: summary(quiet),
    [`${STORMERS} signing in`]: summary(stormy),
  });
  console.log(`During the storm: ${stdout}`);
  console.log(`p99 of reads, stormy to quiet: ${ratio.toFixed(2)} (allowed: under ${ALLOWED_RATIO})`);
  return ratio < ALLOWED_RATIO;
}

/** Reads at a fixed pace, whatever the answers' delay, so that a slow server does not hide by being asked less. */
async function readSteadily(read: () => Promise<Response>, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const pending: Promise<void>[] = [];
  for (let i = 0; i < seconds * READS_PER_SECOND; i++) {
    pending.push(timed(read, times));
    await delay(1_000 / READS_PER_SECOND);
  }
  await Promise.all(pending);
  return times;
}

async function timed(read: () => Promise<Response>, times: number[]): Promise<void> {
  const begun = performance.now();
  const answer = await read();
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`a read answered ${answer.status}`);
  times.push(performance.now() - begun);
}

function post(url: string, body: unknown, token?: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
}

function summary(times: readonly number[]) {
  const rounded = (share: number) => Number(percentile(times, share).toFixed(1));
  return { reads: times.length, 'p50 ms': rounded(50), 'p99 ms': rounded(99) };
}
