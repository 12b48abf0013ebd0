import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { UserEntity } from '../users/user.entity.ts';
import { UserNotFoundError } from '../users/user.errors.ts';
import { RecoveryCodesService } from './recovery-codes.service.ts';
import { SecondFactorNotEnabledError } from './second-factor.errors.ts';
import { SecondFactorLockoutService } from './second-factor-lockout.service.ts';
import { TotpSecretsService } from './totp-secrets.service.ts';

/** Removes the second factor of a user who lost the app and the recovery codes. */
@Injectable()
export class SecondFactorResetService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly secrets: TotpSecretsService,
    private readonly recoveryCodes: RecoveryCodesService,
    private readonly lockout: SecondFactorLockoutService,
    private readonly audit: AuditLogService,
    private readonly notices: SecurityNoticesService,
  ) {}

  /**
   * @param actorId the admin
   * @throws {UserNotFoundError}
   * @throws {SecondFactorNotEnabledError}
   */
  async reset(actorId: number, id: number): Promise<void> {
    const user = await this.database.transaction(async (transaction) => {
      const found = await transaction.findOne(UserEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
      if (found === null) throw new UserNotFoundError();
      if (found.second_factor_at === null) throw new SecondFactorNotEnabledError();
      await transaction.update(UserEntity, id, { second_factor_at: null });
      await this.secrets.remove(id, transaction);
      await this.recoveryCodes.removeAll(id, transaction);
      await this.audit.record({ action: 'second_factor.reset', actorId, subjectId: id }, transaction);
      return found;
    });
    this.notices.send({ kind: 'second_factor_reset' }, user);
    await this.lockout.clear(id);
  }
}
