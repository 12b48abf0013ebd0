import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { sha256 } from '../../platform/access/sha256.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { lockUser } from '../users/lock-user.ts';
import { RecoveryCodeEntity } from './recovery-code.entity.ts';
import { formatRecoveryCode, newRecoveryCode, parseRecoveryCode, recoveryCodeCount } from './recovery-code.ts';

/** Recovery codes, for users who lost the device with their authenticator app. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    @InjectRepository(RecoveryCodeEntity) private readonly codes: Repository<RecoveryCodeEntity>,
    private readonly audit: AuditLogService,
  ) {}

  count(userId: number): Promise<number> {
    return this.codes.countBy({ user_id: userId });
  }

  /** Uses a code up. @returns whether it was one of the user's codes */
  async use(userId: number, typed: string): Promise<boolean> {
    const code = parseRecoveryCode(typed);
    if (code === undefined) return false;
    return this.codes.manager.transaction(async (manager) => {
      await lockUser(userId, manager);
      const { affected } = await manager.delete(RecoveryCodeEntity, {
        user_id: userId,
        code_hash: sha256(code),
      });
      if (affected !== 1) return false;
      const action = 'second_factor.recovery_code_used';
      await this.audit.record({ action, actorId: userId, subjectId: userId }, manager);
      return true;
    });
  }

  /**
   * @param manager a transaction that has locked the user's row, so that two calls do not mix their codes
   * @returns the new codes; they cannot be read again later
   */
  async replace(userId: number, manager: EntityManager): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
    await this.removeAll(userId, manager);
    await manager.insert(
      RecoveryCodeEntity,
      codes.map((code) => ({ user_id: userId, code_hash: sha256(code) })),
    );
    return codes.map(formatRecoveryCode);
  }

  async removeAll(userId: number, manager: EntityManager): Promise<void> {
    await manager.delete(RecoveryCodeEntity, { user_id: userId });
  }
}
