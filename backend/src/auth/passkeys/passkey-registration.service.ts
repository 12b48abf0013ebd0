import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { insertRow } from '../../platform/database/insert-row.ts';
import { violatesUnique } from '../../platform/database/mysql-error.ts';
import { AccountsService } from '../accounts/accounts.service.ts';
import type { UserEntity } from '../accounts/user.entity.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { lockSignedInUser } from '../sessions/lock-signed-in-user.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { credentialAlgorithms } from './credential-algorithms.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyExistsError, PasskeyRefusedError, TooManyPasskeysError } from './passkey.errors.ts';
import { challengeTtlMs, PasskeyChallengesService } from './passkey-challenges.service.ts';
import { RelyingPartyService } from './relying-party.service.ts';
import { type NewCredential, verifyRegistration } from './verify-registration.ts';
import { webAuthn } from './web-authn.ts';
import { type CreationOptions, creationOptionsSchema, type RegistrationResponse } from './webauthn.schemas.ts';

const maximumPasskeys = 20;
const knownTransports = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'];

/** Adding a passkey to an account: a question to the authenticator, and its answer. */
@Injectable()
export class PasskeyRegistrationService {
  private readonly logger = new Logger(PasskeyRegistrationService.name);

  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    private readonly relyingParty: RelyingPartyService,
    private readonly challenges: PasskeyChallengesService,
    private readonly accounts: AccountsService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * @throws {WrongPasswordError}
   * @throws {TooManyPasskeysError}
   */
  async start({ id, username }: UserEntity, password: string): Promise<CreationOptions> {
    await this.accounts.confirm(id, password);
    const present = await this.passkeys.findBy({ user_id: id });
    if (present.length >= maximumPasskeys) throw new TooManyPasskeysError(maximumPasskeys);
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
      excludeCredentials: present.map(({ credential_id, transports }) => ({
        id: credential_id.toString('base64url'),
        transports: transports.split(',').filter((transport) => transport !== ''),
      })),
    });
    return creationOptionsSchema.parse(options);
  }

  /**
   * @throws {PasskeyRefusedError} for whatever is wrong with the answer
   * @throws {PasskeyExistsError}
   * @throws {TooManyPasskeysError}
   */
  async finish(signedIn: SignedInUser, name: string, response: RegistrationResponse): Promise<PasskeyEntity> {
    const challenge = await this.challenges.redeem(response.response.clientDataJSON, signedIn.user.id);
    if (challenge === undefined) throw new PasskeyRefusedError();
    const credential = await this.verify(response, challenge);
    try {
      return await this.insert(signedIn, name, credential, transportsOf(response));
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
      await lockSignedInUser(signedIn, manager);
      const count = await manager.countBy(PasskeyEntity, { user_id: userId });
      if (count >= maximumPasskeys) throw new TooManyPasskeysError(maximumPasskeys);
      const passkey = await insertRow(manager.getRepository(PasskeyEntity), {
        user_id: userId,
        credential_hash: createHash('sha256').update(id).digest(),
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

/** Those that the specification knows; others would be of no use to a browser. */
function transportsOf({ response: { transports = [] } }: RegistrationResponse): string {
  return knownTransports.filter((transport) => transports.includes(transport)).join(',');
}
