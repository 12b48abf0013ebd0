import { expect, it } from 'vitest';
import { lockSeconds } from './lockout-schedule.ts';

const schedule = { tries: 5, window: 3_600, triesBetweenLocks: 1, firstLock: 60, longestLock: 900, memory: 86_400 };

it('doubles each lock up to the longest', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map((locks) => lockSeconds(schedule, locks))).toEqual([
    60, 120, 240, 480, 900, 900, 900,
  ]);
});

it('limits the lock after any number of locks', () => {
  expect(lockSeconds(schedule, 5_000)).toBe(900);
});
