import { RateLimitedError } from './limits.errors.ts';
import { type LockoutSchedule, lockSeconds } from './lockout-schedule.ts';
import type { SharedCounter } from './shared-counter.ts';

/** A try that counts as failed, until it turns out otherwise. */
export interface Attempt {
  /** It succeeded: all failures before it are forgotten. */
  clear(): Promise<void>;
  /** It was no failure after all: everything is as if it had not been. */
  giveBack(): Promise<void>;
}

/**
 * Lets so many failures through and then none for a while, which grows. Tries are counted before they are made, and the one
 * that is the last locks before it is made: of many at once, on any replica, no more get through than may fail, and a process
 * that dies in between leaves nothing open.
 */
export class Lockout {
  constructor(
    private readonly schedule: LockoutSchedule,
    /** What is taken of the tries; full while locked. */
    private readonly tries: SharedCounter,
    /** How many locks there have been. */
    private readonly locks: SharedCounter,
  ) {}

  /** @throws {RateLimitedError} while locked */
  async begin(key: string): Promise<Attempt> {
    const { schedule, tries } = this;
    const locks = await this.locks.taken(key);
    const cost = locks === 0 ? 1 : Math.ceil(tries.points / schedule.triesBetweenLocks);
    const { allowed, remaining, resetMs } = await tries.take(key, cost);
    const nextLock = lockSeconds(schedule, locks);
    if (!allowed) {
      // The window's end, which may be later, shows for the moment in which the last try is on its way to lock.
      const resetSeconds = Math.max(1, Math.min(Math.ceil(resetMs / 1000), nextLock));
      throw new RateLimitedError({ limit: tries.points, windowSeconds: tries.seconds, remaining: 0, resetSeconds });
    }
    const isLast = remaining < cost;
    if (isLast) {
      await this.locks.set(key, locks + 1);
      await tries.set(key, tries.points, nextLock);
    }
    return {
      // Most who succeed have not been locked, and are spared the second statement.
      clear: () => (isLast || locks > 0 ? this.clear(key) : tries.clear(key)),
      giveBack: async () => {
        if (!isLast) return tries.give(key, cost);
        await this.locks.set(key, locks);
        await tries.set(key, tries.points - cost);
      },
    };
  }

  /** Forgets every failure and every lock. */
  async clear(key: string): Promise<void> {
    await this.tries.clear(key);
    await this.locks.clear(key);
  }
}
