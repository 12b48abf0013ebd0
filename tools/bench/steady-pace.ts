import { setTimeout as sleep } from 'node:timers/promises';

export interface Pace {
  readonly count: number;
  readonly seconds: number;
  /** How many may be under way at once. A machine that falls further behind gets the rest later, not all at once. */
  readonly limit: number;
  /** Starts no more of them. */
  readonly signal: AbortSignal;
}

/** Starts `action` so often, evenly over the time, and ends when the last one has. */
export async function atSteadyPace({ count, seconds, limit, signal }: Pace, action: (index: number) => Promise<void>) {
  const began = performance.now();
  const underWay = new Set<Promise<void>>();
  for (let started = 0; started < count && !signal.aborted; ) {
    const due = Math.min(count, Math.ceil(((performance.now() - began) / (seconds * 1000)) * count));
    while (started < due && underWay.size < limit) {
      const running = action(started++).finally(() => underWay.delete(running));
      underWay.add(running);
    }
    await sleep(5);
  }
  await Promise.all(underWay);
}
