import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';

/** Taskyard as authenticators know it: passkeys are made for this host, and good on this origin alone. */
@Injectable()
export class RelyingPartyService {
  readonly name = 'Taskyard';
  readonly id: string;
  readonly origin: string;
  private readonly key: string;

  constructor(@Inject(ENVIRONMENT) { PUBLIC_ORIGIN, ENCRYPTION_KEY }: Environment) {
    this.origin = PUBLIC_ORIGIN;
    this.id = new URL(PUBLIC_ORIGIN).hostname;
    this.key = ENCRYPTION_KEY ?? '';
  }

  /**
   * What an authenticator is to call a person: always the same, so that it replaces a passkey rather than keeps two, and
   * telling nothing to whoever finds the authenticator, not even how many accounts there are.
   */
  userHandle(userId: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', `taskyard passkey user handle ${userId}`, 32));
  }
}
