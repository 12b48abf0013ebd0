import { RateLimitedError } from './limits.errors.ts';
import { type LockoutSchedule, lockSeconds } from './lockout-schedule.ts';
import type { SharedCounter } from './shared-counter.ts';

/** An attempt, which counts as failed until its result is known. */
export interface Attempt {
  /** Whether the attempt began a lock, which stays unless it is cleared or given back. */
  readonly isLast: boolean;
  /** The attempt succeeded: forgets it and all failures before it. */
  clear(): Promise<void>;
  /** The attempt was not a failure: restores the state before it. */
  giveBack(): Promise<void>;
}

/**
 * Allows a number of failures and then refuses attempts for a time that grows with each lock. An attempt is counted
 * before it is made, and the last one allowed locks before it is made. So no more simultaneous attempts are allowed
 * than may fail, on any replica, and a process that ends between the two steps leaves no gap.
 */
export class Lockout {
  constructor(
    private readonly schedule: LockoutSchedule,
    /** The tries that are used up; all of them while locked. */
    private readonly tries: SharedCounter,
    /** The number of locks so far. */
    private readonly locks: SharedCounter,
  ) {}

  /** @throws {RateLimitedError} while locked */
  async begin(key: string): Promise<Attempt> {
    const { schedule, tries } = this;
    const locks = await this.locks.consumed(key);
    const triesLeft = locks === 0 ? tries.points : Math.min(schedule.triesBetweenLocks, tries.points);
    const { allowed, remaining, resetMs } = await tries.consume(key);
    const used = tries.points - remaining;
    const nextLock = lockSeconds(schedule, locks);
    if (!allowed || used > triesLeft) {
      // Between counting the last try and locking, the store still has the end of the window, which may be later.
      const resetSeconds = Math.max(1, Math.min(Math.ceil(resetMs / 1000), nextLock));
      throw new RateLimitedError({ limit: tries.points, windowSeconds: tries.seconds, remaining: 0, resetSeconds });
    }
    const isLast = used === triesLeft;
    if (isLast) {
      await this.locks.set(key, locks + 1);
      await tries.set(key, tries.points, nextLock);
    }
    return {
      isLast,
      // Most successful attempts had no lock before, so they need only one statement.
      clear: () => (isLast || locks > 0 ? this.clear(key) : tries.clear(key)),
      giveBack: async () => {
        if (!isLast) return tries.reward(key);
        await this.locks.set(key, locks);
        await tries.set(key, used - 1);
      },
    };
  }

  /** Forgets every failure and every lock. */
  async clear(key: string): Promise<void> {
    await this.tries.clear(key);
    await this.locks.clear(key);
  }
}
