import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { startStack } from '../dev/stack/start-stack.ts';
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
  const account = { username: 'reader', password: 'a person who only reads' };
  await post(`${origin}/api/auth/register`, { ...account, email: 'reader@example.org' });
  const { token } = (await (await post(`${origin}/api/auth/login`, account)).json()) as { token: string };
  for (let i = 0; i < 50; i++) await post(`${origin}/api/tasks`, { title: `Task ${i}` }, token);

  await read(origin, token, 5);
  const quiet = await read(origin, token, phaseSeconds);
  // In a process of its own: in this one, what the stormers do with their answers would count as the reader's waiting.
  const crowd = execa(process.execPath, [signInForever, origin, String(stormers), JSON.stringify(account)]);
  await sleep(2_000);
  const stormy = await read(origin, token, phaseSeconds);
  crowd.kill('SIGTERM');
  const { stdout } = await crowd;

  const ratio = stormy.percentile(99) / quiet.percentile(99);
  console.table({ quiet: summary(quiet), [`${stormers} signing in`]: summary(stormy) });
  console.log(`During the storm: ${stdout}`);
  console.log(`99th percentile of reads, stormy to quiet: ${ratio.toFixed(2)} (allowed: under ${allowedRatio})`);
  return ratio < allowedRatio && quiet.failures + stormy.failures === 0 ? 0 : 1;
}

/** At a fixed pace, whatever the answers' delay, so that a slow server does not hide by being asked less. */
async function read(origin: string, token: string, seconds: number): Promise<Answers> {
  const answers = new Answers();
  const pace = { count: seconds * readsPerSecond, seconds, limit: 100, signal: AbortSignal.timeout(120_000) };
  await atSteadyPace(pace, async () => {
    const begun = performance.now();
    const answer = await fetch(`${origin}/api/tasks`, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    answers.add(answer.status, performance.now() - begun);
  });
  return answers;
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

function summary(answers: Answers) {
  const { total } = answers;
  return { reads: total, '50 % ms': answers.percentile(50), '99 % ms': answers.percentile(99) };
}
