import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HashingPool } from './hashing-pool.ts';

const currentPrefix = '$argon2id$v=19$m=19456,t=2,p=1$';

/** What a password check found out. */
export interface PasswordCheck {
  readonly matches: boolean;
  /** The stored hash is of an older kind and wants replacing. */
  readonly outdated: boolean;
}

/** Hashes passwords, and checks them against hashes. */
@Injectable()
export class PasswordHasher implements OnModuleInit, OnApplicationShutdown {
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
    return String(await this.pool.run({ kind: 'hash', password }));
  }

  /** Takes argon2 hashes, and bcrypt ones of older installations. */
  async check(password: string, stored: string): Promise<PasswordCheck> {
    const matches = (await this.pool.run({ kind: 'verify', password, stored })) === true;
    return { matches, outdated: !stored.startsWith(currentPrefix) };
  }

  /** Spends the time of a check, for names that have no account: otherwise the answer's delay would tell. */
  async checkNothing(password: string): Promise<void> {
    await this.check(password, this.decoy);
  }
}
