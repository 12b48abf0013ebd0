import { Injectable } from '@nestjs/common';
import { LimitStoreService } from '../../platform/limits/limit-store.service.ts';
import type { Lockout } from '../../platform/limits/lockout.ts';
import type { LockoutSchedule } from '../../platform/limits/lockout-schedule.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import type { UserEntity } from '../users/user.entity.ts';

const day = 86_400;

/** NIST SP 800-63B, 5.2.2: no more than 100 failures in a row. A success, by the user, begins a new row. */
export const secondFactorSchedule: LockoutSchedule = {
  tries: 100,
  window: 30 * day,
  triesBetweenLocks: 10,
  firstLock: day,
  longestLock: day,
  memory: 30 * day,
};

/**
 * Limits wrong codes of one account over all addresses and weeks. A client that reaches this limit knows the password, so the
 * user is told. `RATE_LIMIT_FACTOR` does not change it.
 */
@Injectable()
export class SecondFactorLockoutService {
  private readonly lockout: Lockout;

  constructor(
    store: LimitStoreService,
    private readonly notices: SecurityNoticesService,
  ) {
    this.lockout = store.lockout('second-factor:lockout', secondFactorSchedule, { scaled: false });
  }

  /**
   * Counts a check of a one-time code.
   * @param check whether the code is right
   * @throws {RateLimitedError} during a cool-down, before anything is checked
   */
  async during(user: UserEntity, check: () => Promise<boolean>): Promise<boolean> {
    const attempt = await this.lockout.begin(String(user.id));
    let isRight: boolean;
    try {
      isRight = await check();
    } catch (error) {
      await attempt.giveBack();
      throw error;
    }
    if (isRight) await attempt.clear();
    else if (attempt.isLast) this.notices.send({ kind: 'second_factor_locked' }, user);
    return isRight;
  }

  /** Ends a cool-down. */
  async clear(userId: number): Promise<void> {
    await this.lockout.clear(String(userId));
  }
}
