import { randomBytes } from 'node:crypto';
import { ApiClient } from '../shared/api-client.ts';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { readOrigin } from './read-origin.ts';

/**
 * `npm run smoke:load -- <url>`: new users add, list and count tasks without a pause. The command fails on any error or on a
 * slow 95th percentile. The accounts are deleted at the end. It does not measure the maximum load: `npm run bench` does.
 */
const usage = 'Usage: npm run smoke:load -- <url> [--users 8] [--seconds 30] [--limit <95th percentile in ms, 500>]';

await runCommand({ name: 'smoke:load', usage }, (args) => load(readOptions(args)));

interface Options {
  readonly origin: string;
  readonly users: number;
  readonly seconds: number;
  readonly limitMs: number;
}

async function load({ origin, users, seconds, limitMs }: Options): Promise<number> {
  const times: number[] = [];
  const until = Date.now() + seconds * 1000;
  const sessions = Array.from({ length: users }, () => useDeployment(origin, until, times));
  const failures = (await Promise.allSettled(sessions)).filter((result) => result.status === 'rejected');
  const sorted = times.sort((a, b) => a - b);
  const percentile = (share: number) => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  const rate = Math.round(times.length / seconds);
  console.log(
    `${times.length} requests by ${users} users, ${rate}/s: median ${percentile(0.5)} ms, 95 % ${percentile(0.95)} ms`,
  );
  for (const { reason } of failures) console.log(`FAIL ${reason instanceof Error ? reason.message : reason}`);
  if (percentile(0.95) > limitMs) console.log(`FAIL 95 % took more than ${limitMs} ms.`);
  return failures.length > 0 || percentile(0.95) > limitMs ? 1 : 0;
}

async function useDeployment(origin: string, until: number, times: number[]): Promise<void> {
  const client = new ApiClient(origin, { browserOrigin: origin, timeout: 10_000 });
  const username = `load-${randomBytes(8).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  const user = { username, email: `${username}@example.invalid`, password };
  await client.post('/api/auth/register', user, { expect: 201 });
  try {
    await client.post('/api/auth/session', { username, password }, { expect: 201 });
    for (let i = 0; Date.now() < until; i++) {
      const began = performance.now();
      if (i % 10 === 0) await client.post('/api/tasks', { title: `Task ${i}` }, { expect: 201 });
      else await client.get(i % 3 === 0 ? '/api/tasks/counts' : '/api/tasks', { expect: 200 });
      times.push(performance.now() - began);
    }
  } finally {
    await client.call('DELETE', '/api/auth/me', { password }, { expect: 204 });
  }
}

/** @throws {UsageError} */
function readOptions(args: readonly string[]): Options {
  const { positionals, values } = parseArguments(args, {
    allowPositionals: true,
    options: {
      users: { type: 'string', default: '8' },
      seconds: { type: 'string', default: '30' },
      limit: { type: 'string', default: '500' },
    },
  });
  const [users = 0, seconds = 0, limitMs = 0] = [values.users, values.seconds, values.limit].map(Number);
  const numbers = { '--users': users, '--seconds': seconds, '--limit': limitMs };
  for (const [option, value] of Object.entries(numbers)) {
    if (!(value > 0)) throw new UsageError(`${option} must be a number above 0`);
  }
  return { origin: readOrigin(positionals), users, seconds, limitMs };
}
