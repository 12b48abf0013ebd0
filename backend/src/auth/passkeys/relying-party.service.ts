import { hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';

/** Taskyard as a WebAuthn relying party. Passkeys belong to this host and work only on this origin. */
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
   * The id of a user for authenticators. It is always the same, so that an authenticator replaces a user's passkey
   * instead of keeping two. It reveals nothing to a finder of the authenticator, not even how many accounts there are.
   */
  userHandle(userId: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, '', `taskyard passkey user handle ${userId}`, 32));
  }
}
