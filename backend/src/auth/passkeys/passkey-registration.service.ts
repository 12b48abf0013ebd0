import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { sha256 } from '../../platform/access/sha256.ts';
import { insertRow } from '../../platform/database/insert-row.ts';
import { violatesUnique } from '../../platform/database/mysql-error.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { VerifiedEmailService } from '../mail/verified-email.service.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { lockSignedInUser } from '../sessions/lock-signed-in-user.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import type { UserEntity } from '../users/user.entity.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyExistsError, PasskeyRefusedError, TooManyPasskeysError } from './passkey.errors.ts';
import { challengeTtlMs, PasskeyChallengesService } from './passkey-challenges.service.ts';
import { RelyingPartyService } from './relying-party.service.ts';
import { type NewCredential, verifyRegistration } from './verify-registration.ts';
import { type CreationOptions, creationOptionsSchema, type RegistrationResponse } from './webauthn.schemas.ts';
import { credentialAlgorithms, webAuthn } from './webauthn.ts';

const maximumPasskeys = 20;
const knownTransports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];

/**
 * Adds passkeys to accounts. `start` gives options for the authenticator, `finish` checks the authenticator's answer.
 */
@Injectable()
export class PasskeyRegistrationService {
  private readonly logger = new Logger(PasskeyRegistrationService.name);

  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    private readonly relyingParty: RelyingPartyService,
    private readonly challenges: PasskeyChallengesService,
    private readonly credentials: CredentialsService,
    private readonly verifiedEmail: VerifiedEmailService,
    private readonly audit: AuditLogService,
    private readonly notices: SecurityNoticesService,
  ) {}

  /**
   * @throws {WrongPasswordError}
   * @throws {EmailNotVerifiedError}
   * @throws {TooManyPasskeysError}
   */
  async start({ id, username }: UserEntity, password: string): Promise<CreationOptions> {
    this.verifiedEmail.require(await this.credentials.confirm(id, password));
    const existing = await this.passkeys.findBy({ user_id: id });
    if (existing.length >= maximumPasskeys) throw new TooManyPasskeysError(maximumPasskeys);
    const { generateRegistrationOptions } = await webAuthn();
    const options = await generateRegistrationOptions({
      rpName: this.relyingParty.name,
      rpID: this.relyingParty.id,
      userID: Uint8Array.from(this.relyingParty.userHandle(id)),
      userName: username,
      userDisplayName: username,
      challenge: await this.challenges.issue(id),
      timeout: challengeTtlMs,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: credentialAlgorithms,
      excludeCredentials: existing.map(({ credential_id, transports }) => ({
        id: credential_id.toString('base64url'),
        transports: transports.split(',').filter((transport) => transport !== ''),
      })),
    });
    return creationOptionsSchema.parse(options);
  }

  /**
   * @throws {PasskeyRefusedError} when anything is wrong with the answer
   * @throws {EmailNotVerifiedError}
   * @throws {PasskeyExistsError}
   * @throws {TooManyPasskeysError}
   */
  async finish(signedIn: SignedInUser, name: string, response: RegistrationResponse): Promise<PasskeyEntity> {
    const challenge = await this.challenges.redeem(response.response.clientDataJSON, signedIn.user.id);
    if (challenge === undefined) throw new PasskeyRefusedError();
    const credential = await this.verify(response, challenge);
    try {
      const passkey = await this.insert(signedIn, name, credential, transportsOf(response));
      this.notices.send({ kind: 'passkey_added' }, signedIn.user);
      return passkey;
    } catch (error) {
      if (violatesUnique(error, 'uq_passkeys_credential_hash')) throw new PasskeyExistsError();
      throw error;
    }
  }

  private async verify(response: RegistrationResponse, challenge: string): Promise<NewCredential> {
    try {
      return await verifyRegistration(response, challenge, this.relyingParty);
    } catch (reason) {
      this.logger.debug({ err: reason }, 'refused a passkey');
      throw new PasskeyRefusedError();
    }
  }

  private insert(signedIn: SignedInUser, name: string, { id, publicKey, counter }: NewCredential, transports: string) {
    const userId = signedIn.user.id;
    return this.passkeys.manager.transaction(async (manager) => {
      this.verifiedEmail.require(await lockSignedInUser(signedIn, manager));
      const count = await manager.countBy(PasskeyEntity, { user_id: userId });
      if (count >= maximumPasskeys) throw new TooManyPasskeysError(maximumPasskeys);
      const passkey = await insertRow(manager.getRepository(PasskeyEntity), {
        user_id: userId,
        credential_hash: sha256(id),
        credential_id: id,
        user_handle: this.relyingParty.userHandle(userId),
        public_key: publicKey,
        counter,
        transports,
        name,
        created_at: new Date(),
        last_used_at: null,
      });
      await this.audit.record({ action: 'passkey.added', actorId: userId, subjectId: userId }, manager);
      return passkey;
    });
  }
}

/** Keeps the transports that the specification names. Browsers cannot use others. */
function transportsOf({ response: { transports = [] } }: RegistrationResponse): string {
  return knownTransports.filter((transport) => transports.includes(transport)).join(',');
}
