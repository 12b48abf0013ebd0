import { setTimeout as sleep } from 'node:timers/promises';

export interface ConstantRate {
  readonly count: number;
  readonly seconds: number;
  /** Maximum number of calls at the same time. A slow machine starts the rest later, not all at once. */
  readonly limit: number;
  /** Stops starting calls. */
  readonly signal: AbortSignal;
}

/** Calls `action` `count` times, evenly spread over `seconds`, and waits until the last call has ended. */
export async function runAtConstantRate(
  { count, seconds, limit, signal }: ConstantRate,
  action: (index: number) => Promise<void>,
) {
  const began = performance.now();
  const running = new Set<Promise<void>>();
  for (let started = 0; started < count && !signal.aborted; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - began) / (seconds * 1000)) * count));
    while (started < due && running.size < limit) {
      const call = action(started++).finally(() => running.delete(call));
      running.add(call);
    }
    await sleep(5);
  }
  await Promise.all(running);
}
