import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats `check` until it does not throw.
 * @returns its result
 * @throws its last error when `seconds` have passed
 */
export async function eventually<T>(seconds: number, check: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() >= deadline) throw error;
      await sleep(250);
    }
  }
}
