import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import type { ClientInfo } from '../../platform/http/client-info.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { SessionsService, type SessionTokens } from '../sessions/sessions.service.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyInvalidError } from './passkey.errors.ts';
import { challengeTtlMs, PasskeyChallengesService } from './passkey-challenges.service.ts';
import { RelyingPartyService } from './relying-party.service.ts';
import { webAuthn } from './web-authn.ts';
import { type AssertionResponse, type RequestOptions, requestOptionsSchema } from './webauthn.schemas.ts';

/**
 * Signing in with a passkey, without a name: the authenticator knows whose it is. It has checked the person (a PIN, a
 * fingerprint) before it signs, so it is both factors at once, and no code is asked for.
 */
@Injectable()
export class PasskeySignInService {
  private readonly logger = new Logger(PasskeySignInService.name);

  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly relyingParty: RelyingPartyService,
    private readonly challenges: PasskeyChallengesService,
    private readonly sessions: SessionsService,
  ) {}

  async start(): Promise<RequestOptions> {
    const { generateAuthenticationOptions } = await webAuthn();
    const options = await generateAuthenticationOptions({
      rpID: this.relyingParty.id,
      challenge: await this.challenges.issue(null),
      timeout: challengeTtlMs,
      userVerification: 'required',
    });
    return requestOptionsSchema.parse(options);
  }

  /** @throws {PasskeyInvalidError} whatever is wrong */
  async finish(response: AssertionResponse, client: ClientInfo): Promise<SessionTokens> {
    const challenge = await this.challenges.redeem(response.response.clientDataJSON, null);
    const passkey = await this.find(response);
    if (challenge === undefined || passkey === null) throw new PasskeyInvalidError();
    await this.count(passkey, await this.verify(response, challenge, passkey));
    const user = await this.users
      .createQueryBuilder('user')
      .addSelect('user.password')
      .where({ id: passkey.user_id })
      .getOne();
    if (user === null || user.disabled_at !== null) throw new PasskeyInvalidError();
    return this.sessions.start(user, client);
  }

  private async find({ id, response }: AssertionResponse): Promise<PasskeyEntity | null> {
    const hash = createHash('sha256').update(Buffer.from(id, 'base64url')).digest();
    const passkey = await this.passkeys.findOneBy({ credential_hash: hash });
    const handle = Buffer.from(response.userHandle ?? '', 'base64url');
    return passkey?.user_handle.equals(handle) === true ? passkey : null;
  }

  /** @returns how many signatures the authenticator says it made */
  private async verify(response: AssertionResponse, challenge: string, passkey: PasskeyEntity): Promise<number> {
    try {
      const { verifyAuthenticationResponse } = await webAuthn();
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response: { ...response, clientExtensionResults: {} },
        expectedChallenge: challenge,
        expectedOrigin: this.relyingParty.origin,
        expectedRPID: this.relyingParty.id,
        requireUserVerification: true,
        credential: { id: response.id, publicKey: Uint8Array.from(passkey.public_key), counter: passkey.counter },
      });
      if (!verified) throw new Error('The signature is not of this passkey.');
      return authenticationInfo.newCounter;
    } catch (reason) {
      this.logger.debug({ err: reason }, 'refused a passkey');
      throw new PasskeyInvalidError();
    }
  }

  /** A counter that does not go up means that there are two copies of the key; one that stays 0 is not kept at all. */
  private async count({ id }: PasskeyEntity, counter: number): Promise<void> {
    const { affected } = await this.passkeys
      .createQueryBuilder()
      .update({ counter, last_used_at: new Date() })
      .where('id = :id AND (counter < :counter OR (counter = 0 AND :counter = 0))', { id, counter })
      .execute();
    if (affected !== 1) throw new PasskeyInvalidError();
  }
}
