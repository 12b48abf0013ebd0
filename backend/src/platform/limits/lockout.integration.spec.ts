import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { LimitStoreService } from './limit-store.service.ts';
import type { Lockout } from './lockout.ts';

// Seven is no multiple of two: each try must count as one, before and after a lock.
const schedule = { tries: 7, window: 600, triesBetweenLocks: 2, firstLock: 60, longestLock: 240, memory: 3600 };

let running: TestApp;
let lockout: Lockout;
beforeAll(async () => {
  running = await startTestApp({ env: { RATE_LIMIT_FACTOR: '1' } });
  lockout = running.app.get(LimitStoreService).lockout('test:lockout', schedule);
});
afterAll(() => running.stop());

/** Fails until locked. @returns the number of allowed failures */
async function failuresUntilLocked(key: string): Promise<number> {
  for (let failures = 0; failures < 20; failures++) {
    const allowed = await lockout.begin(key).then(
      () => true,
      () => false,
    );
    if (!allowed) return failures;
  }
  throw new Error('never locked');
}

/** Moves the counters of failures back, as if so much time had passed. */
async function pass(seconds: number): Promise<void> {
  await running.database.connection.query("UPDATE rate_limits SET expire = expire - ? WHERE `key` LIKE '%:tries:%'", [
    seconds * 1000,
  ]);
}

it('allows exactly the tries of the schedule before the first lock and between locks', async () => {
  expect(await failuresUntilLocked('guesser')).toBe(7);
  await pass(60);
  expect(await failuresUntilLocked('guesser')).toBe(2);
  await pass(120);
  expect(await failuresUntilLocked('guesser')).toBe(2);
});

it('restores the state before an attempt that was not a failure', async () => {
  for (let i = 0; i < 6; i++) await lockout.begin('forgetful');
  await (await lockout.begin('forgetful')).giveBack();
  expect(await failuresUntilLocked('forgetful')).toBe(1);
});
