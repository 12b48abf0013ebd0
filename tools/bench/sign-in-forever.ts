/** Signs in without pause, `count` at a time, until it is told to stop (SIGTERM) or two minutes have passed. */
const [origin = '', count = '1', account = '{}'] = process.argv.slice(2);

const begun = performance.now();
const deadline = AbortSignal.timeout(120_000);
const told = new AbortController();
process.once('SIGTERM', () => told.abort());
const over = AbortSignal.any([deadline, told.signal]);

let signIns = 0;
await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    while (!over.aborted) {
      const answer = await fetch(`${origin}/api/auth/login`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: account,
      });
      await answer.arrayBuffer();
      if (answer.status !== 200) throw new Error(`a sign-in answered ${answer.status}`);
      signIns++;
    }
  }),
);
const seconds = (performance.now() - begun) / 1000;
console.log(`${(signIns / seconds).toFixed(0)} sign-ins per second, ${count} at a time`);
