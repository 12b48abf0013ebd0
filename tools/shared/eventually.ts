import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats `check` until it stops throwing and gives its result.
 * @throws the last failure when `seconds` have passed.
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
