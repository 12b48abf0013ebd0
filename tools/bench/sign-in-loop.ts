import { ApiClient } from '../shared/api-client.ts';

/** Signs in without pause, `count` at a time, until SIGTERM or for two minutes. */
const [origin = '', count = '1', account = '{}'] = process.argv.slice(2);
const api = new ApiClient(origin);

const began = performance.now();
const deadline = AbortSignal.timeout(120_000);
const stopped = new AbortController();
process.once('SIGTERM', () => stopped.abort());
const stop = AbortSignal.any([deadline, stopped.signal]);

let signIns = 0;
await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    while (!stop.aborted) {
      await api.post('/api/auth/login', account, { expect: 200 });
      signIns++;
    }
  }),
);
const seconds = (performance.now() - began) / 1000;
console.log(`${(signIns / seconds).toFixed(0)} sign-ins per second, ${count} at a time`);
