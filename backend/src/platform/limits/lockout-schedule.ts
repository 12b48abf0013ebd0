/** How many failures are taken, and how long nothing is taken after them. Times in seconds. */
export interface LockoutSchedule {
  /** Failures until the first lock. `RATE_LIMIT_FACTOR` multiplies it. */
  readonly tries: number;
  /** How long they are remembered, from the first of them. */
  readonly window: number;
  /** Failures that are taken between one lock and the next. */
  readonly triesBetweenLocks: number;
  /** The first lock; each further one is twice as long, up to the longest. */
  readonly firstLock: number;
  readonly longestLock: number;
  /** How long after the last lock the next one is a first one again. */
  readonly memory: number;
}

/** @param locks how many there have been already */
export function lockSeconds({ firstLock, longestLock }: LockoutSchedule, locks: number): number {
  return Math.min(firstLock * 2 ** locks, longestLock);
}
