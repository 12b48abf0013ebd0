import { Injectable, Logger } from '@nestjs/common';
import { ProblemException } from '../../platform/http/problem.ts';
import { LimitStoreService } from '../../platform/limits/limit-store.service.ts';
import type { Attempt, Lockout } from '../../platform/limits/lockout.ts';
import type { LockoutSchedule } from '../../platform/limits/lockout-schedule.ts';
import { accountAtAddressKey, accountKey, addressKey } from '../../platform/limits/rate-limit-keys.ts';
import type { SharedCounter } from '../../platform/limits/shared-counter.ts';
import { SecondFactorRequiredError } from '../second-factor/second-factor.errors.ts';

const minute = 60;
const hour = 3_600;
const day = 86_400;

/** Strict, since it affects only users at the attacker's address. At the longest lock it allows 96 guesses a day. */
const accountAtAddress: LockoutSchedule = {
  tries: 5,
  window: hour,
  triesBetweenLocks: 1,
  firstLock: minute,
  longestLock: 15 * minute,
  memory: day,
};

/** Against one address that tries leaked passwords of many accounts. The typing mistakes of an office stay below it. */
const address: LockoutSchedule = {
  tries: 60,
  window: hour,
  triesBetweenLocks: 10,
  firstLock: minute,
  longestLock: 15 * minute,
  memory: day,
};

/** Against many addresses that guess at one account. Late and short, since it also makes the account's user wait. */
const account: LockoutSchedule = {
  tries: 100,
  window: hour,
  triesBetweenLocks: 2,
  firstLock: 15,
  longestLock: minute,
  memory: hour,
};

export const lockoutSchedules = { accountAtAddress, address, account };

/** How long an address counts as known for an account after the user signed in from it. */
const knownSeconds = 30 * day;

/**
 * Limits guessing of passwords and one-time codes. Failures are counted by the name as typed, whether or not it has an
 * account. So a refusal does not reveal which accounts exist.
 */
@Injectable()
export class SignInLockoutService {
  private readonly logger = new Logger(SignInLockoutService.name);
  private readonly accountAtAddress: Lockout;
  private readonly address: Lockout;
  private readonly account: Lockout;
  private readonly known: SharedCounter;

  constructor(store: LimitStoreService) {
    this.accountAtAddress = store.lockout('sign-in:lockout:account-at-address', accountAtAddress);
    this.address = store.lockout('sign-in:lockout:address', address);
    this.account = store.lockout('sign-in:lockout:account', account);
    this.known = store.counter({ prefix: 'sign-in:known', points: 1, seconds: knownSeconds });
  }

  /**
   * Runs `check` unless the name or the address is locked out, and counts the result.
   * @throws {RateLimitedError} before anything is checked
   */
  async during<Result>(name: string, from: string, check: () => Promise<Result>): Promise<Result> {
    const key = accountAtAddressKey(name, from);
    const attempt = await this.accountAtAddress.begin(key);
    const shared: Attempt[] = [];
    try {
      const known = (await this.known.consumed(key)) > 0;
      // At a known address, only failures from this address with this name count, never those of other clients.
      if (!known) {
        shared.push(await this.address.begin(addressKey(from)));
        shared.push(await this.account.begin(accountKey(name)));
      }
      const result = await check();
      await attempt.clear();
      if (!known) await this.known.set(key, 1);
      // Earlier failures still count: an attacker must not reset them by signing in to an own account.
      await giveBack(shared);
      return result;
    } catch (error) {
      // Logs the key, not the name as typed: users sometimes type their password into the name field.
      if (isFailure(error)) this.logger.log({ account: accountKey(name), address: from }, 'sign-in failed');
      else await this.undo([attempt, ...shared]);
      throw error;
    }
  }

  /**
   * Ends the lock-outs of a user who proved their identity in another way, such as with a link that was mailed. Users
   * often guess at a forgotten password first, and should not have to wait with the new one. Never throws: the password
   * reset that comes before is complete.
   *
   * @param names the username and the email of the account
   */
  async forgive(names: readonly string[], from: string): Promise<void> {
    try {
      for (const key of names.map((name) => accountAtAddressKey(name, from))) {
        await this.accountAtAddress.clear(key);
        await this.known.set(key, 1);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'could not end a lock-out');
    }
  }

  /** Never throws: the caller needs the error that came first. */
  private async undo(attempts: readonly Attempt[]): Promise<void> {
    await giveBack(attempts).catch((error) =>
      this.logger.warn({ err: error }, 'could not give back a sign-in attempt'),
    );
  }
}

async function giveBack(attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) await attempt.giveBack();
}

/** Whether the error means a wrong guess. A missing code is no guess, and neither is a server error. */
function isFailure(error: unknown): boolean {
  if (error instanceof SecondFactorRequiredError) return false;
  return error instanceof ProblemException && error.description.status === 401;
}
