import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { lockUser } from '../accounts/lock-user.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { RecoveryCodeEntity } from './recovery-code.entity.ts';
import {
  formatRecoveryCode,
  hashRecoveryCode,
  newRecoveryCode,
  parseRecoveryCode,
  recoveryCodeCount,
} from './recovery-code.ts';

/** The codes that stand in for a lost device. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    @InjectRepository(RecoveryCodeEntity) private readonly codes: Repository<RecoveryCodeEntity>,
    private readonly audit: AuditLogService,
  ) {}

  count(userId: number): Promise<number> {
    return this.codes.countBy({ user_id: userId });
  }

  /** @returns whether the code was one of the person's; it is none from now on */
  async use(userId: number, typed: string): Promise<boolean> {
    const code = parseRecoveryCode(typed);
    if (code === undefined) return false;
    return this.codes.manager.transaction(async (manager) => {
      await lockUser(userId, manager);
      const { affected } = await manager.delete(RecoveryCodeEntity, {
        user_id: userId,
        code_hash: hashRecoveryCode(code),
      });
      if (affected !== 1) return false;
      const action = 'second_factor.recovery_code_used';
      await this.audit.record({ action, actorId: userId, subjectId: userId }, manager);
      return true;
    });
  }

  /**
   * @param manager of a transaction that holds the person's row, so that two calls do not mix their codes
   * @returns the new codes, which nothing can show again
   */
  async replace(userId: number, manager: EntityManager): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, newRecoveryCode);
    await this.removeAll(userId, manager);
    await manager.insert(
      RecoveryCodeEntity,
      codes.map((code) => ({ user_id: userId, code_hash: hashRecoveryCode(code) })),
    );
    return codes.map(formatRecoveryCode);
  }

  async removeAll(userId: number, manager: EntityManager): Promise<void> {
    await manager.delete(RecoveryCodeEntity, { user_id: userId });
  }
}
