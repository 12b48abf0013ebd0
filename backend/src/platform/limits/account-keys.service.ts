import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { addressKey, mailboxOf } from './rate-limit-keys.ts';

/**
 * The keys of names that clients type to sign in. They are hashed because the table must not list who signs in, and
 * hashed with a key because names are short: anyone who reads the table could try all of them. Users also type
 * passwords into the name field by mistake.
 */
@Injectable()
export class AccountKeysService {
  private readonly key: Buffer | undefined;

  constructor(@Inject(ENVIRONMENT) { ENCRYPTION_KEY }: Pick<Environment, 'ENCRYPTION_KEY'>) {
    if (ENCRYPTION_KEY === undefined) return;
    this.key = Buffer.from(hkdfSync('sha256', ENCRYPTION_KEY, '', 'taskyard account names in counters', 32));
  }

  /**
   * Normalised the way the database compares names: without case and without trailing blanks.
   * @throws {Error} in a process without auth, which has no limits by name
   */
  account(name: string): string {
    if (this.key === undefined) throw new Error('Only a process that runs auth can count by account.');
    return createHmac('sha256', this.key).update(name.normalize('NFKC').trim().toLowerCase()).digest('base64url');
  }

  /** The same for all addresses that reach one mailbox, see {@link mailboxOf}. */
  mailbox(email: string): string {
    return this.account(mailboxOf(email));
  }

  accountAtAddress(name: string, address: string): string {
    return `${this.account(name)}:${addressKey(address)}`;
  }
}
