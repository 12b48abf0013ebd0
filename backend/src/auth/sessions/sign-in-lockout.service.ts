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

/** Strict, and it hurts only those who share the address with whoever guesses: at its longest, 96 guesses a day. */
const accountAtAddress: LockoutSchedule = {
  tries: 5,
  window: hour,
  triesBetweenLocks: 1,
  firstLock: minute,
  longestLock: 15 * minute,
  memory: day,
};

/** One address trying the leaked passwords of many accounts. An office's typing mistakes stay below it. */
const address: LockoutSchedule = {
  tries: 60,
  window: hour,
  triesBetweenLocks: 10,
  firstLock: minute,
  longestLock: 15 * minute,
  memory: day,
};

/** Many addresses guessing at one account: late and short, for the person it keeps waiting is its owner. */
const account: LockoutSchedule = {
  tries: 100,
  window: hour,
  triesBetweenLocks: 2,
  firstLock: 15,
  longestLock: minute,
  memory: hour,
};

/** How long an address counts as one where the owner of an account is at home, since signing in there. */
const knownSeconds = 30 * day;

/**
 * Keeps passwords and one-time codes from being guessed. Names that have no account are counted as those that have one, by
 * the name as it was typed: what is refused, and when, tells nothing about accounts.
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
   * Runs `check` unless the name or the address is locked out, and counts how it ended.
   * @throws {RateLimitedError} before anything is checked
   */
  async during<Result>(name: string, from: string, check: () => Promise<Result>): Promise<Result> {
    const key = accountAtAddressKey(name, from);
    const attempt = await this.accountAtAddress.begin(key);
    const shared: Attempt[] = [];
    try {
      const known = (await this.known.taken(key)) > 0;
      // Whoever is at home here waits for failures made here with this name, never for what others do elsewhere.
      if (!known) {
        shared.push(await this.address.begin(addressKey(from)));
        shared.push(await this.account.begin(accountKey(name)));
      }
      const result = await check();
      await attempt.clear();
      if (!known) await this.known.set(key, 1);
      // Their counts stay: an attacker who signs in with an account of their own must not wipe them.
      await giveBack(shared);
      return result;
    } catch (error) {
      // The account as it is counted: a log is no place for what people type, which may be their password.
      if (isFailure(error)) this.logger.log({ account: accountKey(name), address: from }, 'a sign-in failed');
      else await this.undo([attempt, ...shared]);
      throw error;
    }
  }

  /**
   * Lets an owner in who has shown who they are in another way, such as by a link that was mailed: guessing at a forgotten
   * password comes first, and the new one should not have to wait for it. What led here is done; it does not fail with this.
   *
   * @param names by which the account can be signed in to
   */
  async forgive(names: readonly string[], from: string): Promise<void> {
    try {
      for (const key of names.map((name) => accountAtAddressKey(name, from))) {
        await this.accountAtAddress.clear(key);
        await this.known.set(key, 1);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'a lock-out could not be ended');
    }
  }

  /** At best: what went wrong before it is what the caller has to hear. */
  private async undo(attempts: readonly Attempt[]): Promise<void> {
    await giveBack(attempts).catch((error) => this.logger.warn({ err: error }, 'a try could not be given back'));
  }
}

async function giveBack(attempts: readonly Attempt[]): Promise<void> {
  for (const attempt of attempts) await attempt.giveBack();
}

/** A guess that was wrong. Being asked for the code is none, and neither is a server that was too busy to look. */
function isFailure(error: unknown): boolean {
  if (error instanceof SecondFactorRequiredError) return false;
  return error instanceof ProblemException && error.description.status === 401;
}
