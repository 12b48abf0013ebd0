import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { sha256 } from '../../platform/access/sha256.ts';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { SessionsService, type SessionTokens } from '../sessions/sessions.service.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyInvalidError, PasskeyRefusedError } from './passkey.errors.ts';
import { challengeTtlMs, PasskeyChallengesService } from './passkey-challenges.service.ts';
import { refuseCrossOrigin } from './refuse-cross-origin.ts';
import { RelyingPartyService } from './relying-party.service.ts';
import { type AssertionResponse, type RequestOptions, requestOptionsSchema } from './webauthn.schemas.ts';
import { webAuthn } from './webauthn.ts';

/**
 * Signs users in with a passkey, without a username: the authenticator's answer names the user. Before it signs, it
 * checks a PIN or a fingerprint. So a passkey is both factors, and no one-time code is needed.
 */
@Injectable()
export class PasskeySignInService {
  private readonly logger = new Logger(PasskeySignInService.name);

  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    private readonly relyingParty: RelyingPartyService,
    private readonly challenges: PasskeyChallengesService,
    private readonly credentials: CredentialsService,
    private readonly sessions: SessionsService,
  ) {}

  /** @param userId the user who confirms a session; null for signing in */
  async start(userId: number | null = null): Promise<RequestOptions> {
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({
      rpID: this.relyingParty.id,
      challenge: await this.challenges.issue(userId),
      timeout: challengeTtlMs,
      userVerification: 'required',
    });
    return requestOptionsSchema.parse(options);
  }

  /** @throws {PasskeyInvalidError} when anything is wrong */
  async finish(response: AssertionResponse, client: ClientInfo): Promise<SessionTokens> {
    const passkey = await this.authenticate(response, null);
    const user = await this.credentials.findById(passkey.user_id);
    if (user === null || user.disabled_at !== null) throw new PasskeyInvalidError();
    return this.sessions.start(user, client);
  }

  /**
   * Confirms a session with one of the user's own passkeys.
   * @throws {PasskeyRefusedError} when anything is wrong
   */
  async confirm({ user, sessionId }: SignedInUser, response: AssertionResponse): Promise<void> {
    try {
      const passkey = await this.authenticate(response, user.id);
      if (passkey.user_id !== user.id) throw new PasskeyInvalidError();
    } catch (error) {
      throw error instanceof PasskeyInvalidError ? new PasskeyRefusedError() : error;
    }
    await this.sessions.confirm(user.id, sessionId);
  }

  private async authenticate(response: AssertionResponse, userId: number | null): Promise<PasskeyEntity> {
    const challenge = await this.challenges.redeem(response.response.clientDataJSON, userId);
    const passkey = await this.find(response);
    if (challenge === undefined || passkey === null) throw new PasskeyInvalidError();
    await this.count(passkey, await this.verify(response, challenge, passkey));
    return passkey;
  }

  private async find({ id, response }: AssertionResponse): Promise<PasskeyEntity | null> {
    const passkey = await this.passkeys.findOneBy({ credential_hash: sha256(Buffer.from(id, 'base64url')) });
    const handle = Buffer.from(response.userHandle ?? '', 'base64url');
    return passkey?.user_handle.equals(handle) === true ? passkey : null;
  }

  /** @returns the authenticator's signature counter */
  private async verify(response: AssertionResponse, challenge: string, passkey: PasskeyEntity): Promise<number> {
    try {
      await refuseCrossOrigin(response.response.clientDataJSON);
      const { verifyAuthenticationResponse } = await webAuthn();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.relyingParty.origin,
        expectedRPID: this.relyingParty.id,
        requireUserVerification: true,
        credential: { id: response.id, publicKey: Uint8Array.from(passkey.public_key), counter: passkey.counter },
      });
      if (!verified) throw new Error('The signature was not made with this passkey.');
      return authenticationInfo.newCounter;
    } catch (reason) {
      this.logger.debug({ err: reason }, 'refused a passkey');
      throw new PasskeyInvalidError();
    }
  }

  /** A counter that does not increase means that the key was copied. A counter of 0 means that there is none. */
  private async count({ id }: PasskeyEntity, counter: number): Promise<void> {
    const { affected } = await this.passkeys
      .createQueryBuilder()
      .update({ counter, last_used_at: new Date() })
      .where('id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0))', { id, counter })
      .execute();
    if (affected !== 1) throw new PasskeyInvalidError();
  }
}
