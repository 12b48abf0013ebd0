import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { lockUser } from '../users/lock-user.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyNotFoundError } from './passkey.errors.ts';

/** Lists and removes a user's own passkeys. */
@Injectable()
export class PasskeysService {
  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    private readonly audit: AuditLogService,
    private readonly notices: SecurityNoticesService,
  ) {}

  /** The oldest passkey comes first. */
  list(userId: number): Promise<PasskeyEntity[]> {
    return this.passkeys.find({ where: { user_id: userId }, order: { id: 'ASC' } });
  }

  /** @throws {PasskeyNotFoundError} also for another user's passkey */
  async remove(userId: number, id: number): Promise<void> {
    const owner = await this.passkeys.manager.transaction(async (manager) => {
      const user = await lockUser(userId, manager);
      await this.removeIn(manager, userId, id);
      return user;
    });
    this.notices.send({ kind: 'passkey_removed' }, owner);
  }

  /**
   * Removes one as part of another change, which tells the user.
   * @throws {PasskeyNotFoundError} also for another user's passkey
   */
  async removeIn(manager: EntityManager, userId: number, id: number): Promise<void> {
    const { affected } = await manager.delete(PasskeyEntity, { id, user_id: userId });
    if (affected !== 1) throw new PasskeyNotFoundError();
    await this.audit.record({ action: 'passkey.removed', actorId: userId, subjectId: userId }, manager);
  }
}
