import { ApiClient } from '../shared/api-client.ts';

/** Signs in without pause, `count` at a time, until it is told to stop (SIGTERM) or two minutes have passed. */
const [origin = '', count = '1', account = '{}'] = process.argv.slice(2);
const api = new ApiClient(origin);

const begun = performance.now();
const deadline = AbortSignal.timeout(120_000);
const told = new AbortController();
process.once('SIGTERM', () => told.abort());
const over = AbortSignal.any([deadline, told.signal]);

let signIns = 0;
await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    while (!over.aborted) {
      await api.post('/api/auth/login', account, { expect: 200 });
      signIns++;
    }
  }),
);
const seconds = (performance.now() - begun) / 1000;
console.log(`${(signIns / seconds).toFixed(0)} sign-ins per second, ${count} at a time`);
