import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import type { AuditAction } from '../audit/audit-actions.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { VerifiedEmailService } from '../mail/verified-email.service.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { lockSignedInUser } from '../sessions/lock-signed-in-user.ts';
import type { SignedInUser } from '../sessions/signed-in.guard.ts';
import { UserEntity } from '../users/user.entity.ts';
import { toBase32, totpUri } from './one-time-code.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import {
  SecondFactorEnabledError,
  SecondFactorNotEnabledError,
  SecondFactorNotStartedError,
  WrongCodeError,
} from './second-factor.errors.ts';
import type { TotpStart, TotpState } from './second-factor.schemas.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** Enables and disables two-step verification with an authenticator app (TOTP). */
@Injectable()
export class TotpEnrolmentService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly credentials: CredentialsService,
    private readonly verifiedEmail: VerifiedEmailService,
    private readonly secrets: TotpSecretsService,
    private readonly recoveryCodes: RecoveryCodesService,
    private readonly audit: AuditLogService,
    private readonly notices: SecurityNoticesService,
  ) {}

  async state(user: UserEntity): Promise<TotpState> {
    return {
      enabled: user.second_factor_at !== null,
      recovery_codes_left: await this.recoveryCodes.count(user.id),
    };
  }

  /**
   * @throws {WrongPasswordError}
   * @throws {EmailNotVerifiedError}
   * @throws {SecondFactorEnabledError}
   */
  async start({ id }: UserEntity, password: string): Promise<TotpStart> {
    const confirmed = await this.credentials.confirm(id, password);
    return this.withConfirmed(confirmed, async (user, manager) => {
      this.verifiedEmail.require(user);
      if (user.second_factor_at !== null) throw new SecondFactorEnabledError();
      const secret = await this.secrets.renew(id, manager);
      return { secret: toBase32(secret), uri: totpUri(secret, user.username) };
    });
  }

  /**
   * @returns the recovery codes
   * @throws {EmailNotVerifiedError}
   * @throws {SecondFactorEnabledError}
   * @throws {SecondFactorNotStartedError}
   * @throws {WrongCodeError}
   */
  async confirm(signedIn: SignedInUser, code: string): Promise<string[]> {
    const codes = await this.database.transaction(async (manager) => {
      const user = await lockSignedInUser(signedIn, manager);
      const { id } = user;
      this.verifiedEmail.require(user);
      if (user.second_factor_at !== null) throw new SecondFactorEnabledError();
      const confirmed = await this.secrets.confirm(id, code, manager);
      if (confirmed === undefined) throw new SecondFactorNotStartedError();
      if (!confirmed) throw new WrongCodeError();
      await manager.update(UserEntity, id, { second_factor_at: new Date() });
      const codes = await this.recoveryCodes.replace(id, manager);
      await this.record('second_factor.enabled', id, manager);
      return codes;
    });
    this.notices.send({ kind: 'second_factor_enabled' }, signedIn.user);
    return codes;
  }

  /**
   * @throws {WrongPasswordError}
   * @throws {SecondFactorNotEnabledError}
   */
  async remove({ id }: UserEntity, password: string): Promise<void> {
    const confirmed = await this.credentials.confirm(id, password);
    await this.withConfirmed(confirmed, async (user, manager) => {
      if (user.second_factor_at === null) throw new SecondFactorNotEnabledError();
      await manager.update(UserEntity, id, { second_factor_at: null });
      await this.secrets.remove(id, manager);
      await this.recoveryCodes.removeAll(id, manager);
      await this.record('second_factor.disabled', id, manager);
    });
    this.notices.send({ kind: 'second_factor_disabled' }, confirmed);
  }

  /**
   * @returns the new codes
   * @throws {WrongPasswordError}
   * @throws {SecondFactorNotEnabledError}
   */
  async renewRecoveryCodes({ id }: UserEntity, password: string): Promise<string[]> {
    const confirmed = await this.credentials.confirm(id, password);
    const codes = await this.withConfirmed(confirmed, async (user, manager) => {
      if (user.second_factor_at === null) throw new SecondFactorNotEnabledError();
      const codes = await this.recoveryCodes.replace(id, manager);
      await this.record('second_factor.recovery_codes_renewed', id, manager);
      return codes;
    });
    this.notices.send({ kind: 'recovery_codes_renewed' }, confirmed);
    return codes;
  }

  private withConfirmed<Result>(
    confirmed: UserEntity,
    change: (user: UserEntity, manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return this.database.transaction(async (manager) =>
      change(await this.credentials.lockConfirmed(confirmed, manager), manager),
    );
  }

  private record(action: AuditAction, id: number, manager: EntityManager): Promise<void> {
    return this.audit.record({ action, actorId: id, subjectId: id }, manager);
  }
}
