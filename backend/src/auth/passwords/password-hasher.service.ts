import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { truncates as exceedsBcrypt } from 'bcryptjs';
import { argon2Prefix } from './argon2-parameters.ts';
import { HashingPool } from './hashing-pool.ts';
import { normalisePassword } from './normalise-password.ts';

/** The result of a password check. */
interface PasswordCheck {
  readonly matches: boolean;
  /** Whether the password is right and its stored hash should be replaced by a current one. */
  readonly outdated: boolean;
}

/** Hashes passwords, and checks them against hashes. */
@Injectable()
export class PasswordHasherService implements OnModuleInit, OnApplicationShutdown {
  private readonly pool = new HashingPool();
  private decoy = '';

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash('a password that no user has');
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.stop();
  }

  /** @throws {ServiceUnavailableError} when too many callers wait already; the other methods throw it too */
  async hash(password: string): Promise<string> {
    return String(await this.pool.run({ kind: 'hash', password: normalisePassword(password) }));
  }

  /** @param stored an argon2 hash, or a bcrypt hash from an older installation */
  async check(password: string, stored: string): Promise<PasswordCheck> {
    const normal = normalisePassword(password);
    // Older hashes were made from the password as typed, without normalising.
    for (const form of new Set([normal, password])) {
      if ((await this.pool.run({ kind: 'verify', password: form, stored })) !== true) continue;
      // bcrypt reads only 72 bytes. The characters after them are unchecked and must not become part of a new hash: a
      // typing mistake there would lock the user out. Such a hash stays until the password is changed.
      const isPartial = isBcrypt(stored) && exceedsBcrypt(form);
      return { matches: true, outdated: !isPartial && (form !== normal || !stored.startsWith(argon2Prefix)) };
    }
    return { matches: false, outdated: false };
  }

  /**
   * Takes as long as a check. Call it for unknown users, so that the response time does not reveal who has an account.
   */
  async checkNothing(password: string): Promise<void> {
    await this.check(password, this.decoy);
  }
}

function isBcrypt(stored: string): boolean {
  return /^\$2[aby]\$/.test(stored);
}
