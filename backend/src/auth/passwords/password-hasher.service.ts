import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { truncates as exceedsBcrypt } from 'bcryptjs';
import { argon2Prefix } from './argon2-parameters.ts';
import { HashingPool } from './hashing-pool.ts';
import { normalised } from './normalised-password.ts';

/** What a password check found out. */
export interface PasswordCheck {
  readonly matches: boolean;
  /** The password is right, and the stored hash is of an older kind and wants replacing. */
  readonly outdated: boolean;
}

/** Hashes passwords, and checks them against hashes. */
@Injectable()
export class PasswordHasherService implements OnModuleInit, OnApplicationShutdown {
  private readonly pool = new HashingPool();
  private decoy = '';

  async onModuleInit(): Promise<void> {
    this.decoy = await this.hash('a password nobody has');
  }

  onApplicationShutdown(): Promise<void> {
    return this.pool.stop();
  }

  /** @throws {ServiceUnavailableError} when too many callers wait already; so do the other methods */
  async hash(password: string): Promise<string> {
    return String(await this.pool.run({ kind: 'hash', password: normalised(password) }));
  }

  /** Takes argon2 hashes, and bcrypt ones of older installations. */
  async check(password: string, stored: string): Promise<PasswordCheck> {
    const normal = normalised(password);
    // Older hashes were made of what was typed, as it was typed.
    for (const form of new Set([normal, password])) {
      if ((await this.pool.run({ kind: 'verify', password: form, stored })) !== true) continue;
      // bcrypt sees 72 bytes. What was typed after them is unchecked and must not become part of a new hash: a slip there
      // would lock the person out. Such a hash stays until the password is changed.
      const isPartial = isBcrypt(stored) && exceedsBcrypt(form);
      return { matches: true, outdated: !isPartial && (form !== normal || !stored.startsWith(argon2Prefix)) };
    }
    return { matches: false, outdated: false };
  }

  /** Spends the time of a check, for names that have no account: otherwise the answer's delay would tell. */
  async checkNothing(password: string): Promise<void> {
    await this.check(password, this.decoy);
  }
}

function isBcrypt(stored: string): boolean {
  return /^\$2[aby]\$/.test(stored);
}
