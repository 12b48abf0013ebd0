import { availableParallelism } from 'node:os';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { compare as verifyBcrypt } from 'bcryptjs';
import pLimit from 'p-limit';
import { ServiceUnavailableError } from '../../http/http.errors.ts';

/**
 * OWASP's parameters for argon2id, which is the library's default algorithm: 19 MiB, 2 passes, 1 lane (Password Storage
 * Cheat Sheet).
 */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$';
/** Callers that may wait for their turn; further ones are told to come back, so that a flood cannot pile up. */
const maximumWaiting = 200;

/** What a password check found out. */
export interface PasswordCheck {
  readonly matches: boolean;
  /** The stored hash is of an older kind and wants replacing. */
  readonly outdated: boolean;
}

/** Hashes passwords off the event loop, never more at once than there are processors. */
@Injectable()
export class PasswordHasher implements OnModuleInit {
  private readonly limit = pLimit(availableParallelism());
  private decoy = '';

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash('a password nobody has');
  }

  /** @throws {ServiceUnavailableError} when too many callers wait already; so do the other methods */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, parameters));
  }

  /** Takes argon2 hashes, and bcrypt ones of older installations. */
  async check(password: string, stored: string): Promise<PasswordCheck> {
    const isBcrypt = /^\$2[aby]\$/.test(stored);
    const matches = await this.inTurn(() => (isBcrypt ? verifyBcrypt(password, stored) : verify(stored, password)));
    return { matches, outdated: !stored.startsWith(currentPrefix) };
  }

  /** Spends the time of a check, for names that have no account: otherwise the answer's delay would tell. */
  async checkNothing(password: string): Promise<void> {
    await this.check(password, this.decoy);
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.limit.pendingCount >= maximumWaiting) throw new ServiceUnavailableError();
    return this.limit(work);
  }
}
