import { Injectable, Logger } from '@nestjs/common';
import { ProblemException } from '../../platform/http/problem.ts';
import { AccountKeysService } from '../../platform/limits/account-keys.service.ts';
import { LimitStoreService } from '../../platform/limits/limit-store.service.ts';
import { RateLimitedError } from '../../platform/limits/limits.errors.ts';
import type { Attempt, Lockout } from '../../platform/limits/lockout.ts';
import type { LockoutSchedule } from '../../platform/limits/lockout-schedule.ts';
import { addressKey, networkKey } from '../../platform/limits/rate-limit-keys.ts';
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

/**
 * Against many addresses that guess at one account. Late and short, since it also makes the account's user wait.
 * Together with the reserve, an account allows 100 guesses and then two between two locks.
 */
const account: LockoutSchedule = {
  tries: 80,
  window: hour,
  triesBetweenLocks: 1,
  firstLock: 15,
  longestLock: minute,
  memory: hour,
};

/** Tries that are kept for networks which have hardly guessed at the account. Used when `account` has none left. */
const reserve: LockoutSchedule = { ...account, tries: 20 };

/** How often a network may guess at an account and still use the reserve: the user may mistype once. */
const triesFromReserve = 2;

export const lockoutSchedules = { accountAtAddress, address, account, reserve };

/** How long an address counts as known for an account after the user signed in from it. */
const knownSeconds = 30 * day;

/** The part of an attempt that several clients share. A success of one does not clear the failures of others. */
type SharedAttempt = Pick<Attempt, 'giveBack'>;

/** Who tries to sign in. */
interface SignInAttempt {
  /** The username or email as typed. */
  readonly name: string;
  /** The client's IP address. */
  readonly from: string;
  /** The browser, when it has signed in to this account before. See `DevicesService`. */
  readonly device: string | undefined;
}

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
  private readonly reserve: Lockout;
  private readonly device: Lockout;
  /** The failures of a network at an account. */
  private readonly network: SharedCounter;
  private readonly known: SharedCounter;

  constructor(
    store: LimitStoreService,
    private readonly keys: AccountKeysService,
  ) {
    this.accountAtAddress = store.lockout('sign-in:lockout:account-at-address', accountAtAddress);
    this.address = store.lockout('sign-in:lockout:address', address);
    this.account = store.lockout('sign-in:lockout:account', account);
    this.reserve = store.lockout('sign-in:lockout:reserve', reserve);
    this.device = store.lockout('sign-in:lockout:device', accountAtAddress);
    this.network = store.counter({ prefix: 'sign-in:network', points: triesFromReserve, seconds: day });
    this.known = store.counter({ prefix: 'sign-in:known', points: 1, seconds: knownSeconds });
  }

  /**
   * Runs `check` unless the name or the address is locked out, and counts the result.
   * @throws {RateLimitedError} before anything is checked
   */
  async during<Result>({ name, from, device }: SignInAttempt, check: () => Promise<Result>): Promise<Result> {
    const key = this.keys.accountAtAddress(name, from);
    // In a browser that the user has signed in with, only its own failures count, wherever it is.
    const attempt = await (device === undefined ? this.accountAtAddress.begin(key) : this.device.begin(device));
    const shared: SharedAttempt[] = [];
    try {
      // At a known address, only failures from this address with this name count, never those of other clients.
      const known = device !== undefined || (await this.known.consumed(key)) > 0;
      if (!known) {
        shared.push(await this.address.begin(addressKey(from)));
        shared.push(...(await this.beginAtAccount(name, from)));
      }
      const result = await check();
      await attempt.clear();
      if (!known || device !== undefined) await this.known.set(key, 1);
      // Earlier failures still count: an attacker must not reset them by signing in to an own account.
      await giveBack(shared);
      return result;
    } catch (error) {
      if (!isFailure(error)) await this.undo([attempt, ...shared]);
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
      for (const key of names.map((name) => this.keys.accountAtAddress(name, from))) {
        await this.accountAtAddress.clear(key);
        await this.known.set(key, 1);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'could not end a lock-out');
    }
  }

  /**
   * An attempt from an unknown address. When the account is locked, networks that have hardly guessed at it use the
   * reserve. So an attacker has to take over networks, not just addresses, to use up the user's tries.
   */
  private async beginAtAccount(name: string, from: string): Promise<SharedAttempt[]> {
    const key = `${this.keys.account(name)}:${networkKey(from)}`;
    const { allowed } = await this.network.consume(key);
    const network = { giveBack: () => this.network.reward(key) };
    try {
      return [network, await this.account.begin(this.keys.account(name))];
    } catch (error) {
      if (!(error instanceof RateLimitedError)) throw error;
      if (allowed) return [network, await this.beginFromReserve(name, network)];
      await network.giveBack();
      throw error;
    }
  }

  private async beginFromReserve(name: string, network: SharedAttempt): Promise<SharedAttempt> {
    try {
      return await this.reserve.begin(this.keys.account(name));
    } catch (error) {
      // Only guesses that were checked make a network one that guesses.
      await network.giveBack();
      throw error;
    }
  }

  /** Never throws: the caller needs the error that came first. */
  private async undo(attempts: readonly SharedAttempt[]): Promise<void> {
    await giveBack(attempts).catch((error) =>
      this.logger.warn({ err: error }, 'could not give back a sign-in attempt'),
    );
  }
}

async function giveBack(attempts: readonly SharedAttempt[]): Promise<void> {
  for (const attempt of attempts) await attempt.giveBack();
}

/** Whether the error means a wrong guess. A missing code is no guess, and neither is a server error. */
function isFailure(error: unknown): boolean {
  if (error instanceof SecondFactorRequiredError) return false;
  return error instanceof ProblemException && error.description.status === 401;
}
