/** How many failures are allowed, and how long further attempts are refused after them. Times are in seconds. */
export interface LockoutSchedule {
  /** Failures until the first lock. `RATE_LIMIT_FACTOR` multiplies it. */
  readonly tries: number;
  /** How long failures count, from the first one. */
  readonly window: number;
  /** Failures that are allowed between one lock and the next. */
  readonly triesBetweenLocks: number;
  /** The duration of the first lock. Each further lock is twice as long, up to `longestLock`. */
  readonly firstLock: number;
  readonly longestLock: number;
  /** How long locks count: after this time without a lock, the next one is as short as the first. */
  readonly memory: number;
}

/** @param locks the number of locks before this one */
export function lockSeconds({ firstLock, longestLock }: LockoutSchedule, locks: number): number {
  return Math.min(firstLock * 2 ** locks, longestLock);
}
