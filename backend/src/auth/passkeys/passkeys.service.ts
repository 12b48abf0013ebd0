import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { lockUser } from '../accounts/lock-user.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyNotFoundError } from './passkey.errors.ts';

/** A person's own look at their passkeys. */
@Injectable()
export class PasskeysService {
  constructor(
    @InjectRepository(PasskeyEntity) private readonly passkeys: Repository<PasskeyEntity>,
    private readonly audit: AuditLogService,
  ) {}

  /** The oldest comes first. */
  list(userId: number): Promise<PasskeyEntity[]> {
    return this.passkeys.find({ where: { user_id: userId }, order: { id: 'ASC' } });
  }

  /** @throws {PasskeyNotFoundError} for another person's passkey as for none */
  async remove(userId: number, id: number): Promise<void> {
    await this.passkeys.manager.transaction(async (manager) => {
      await lockUser(userId, manager);
      const { affected } = await manager.delete(PasskeyEntity, { id, user_id: userId });
      if (affected !== 1) throw new PasskeyNotFoundError();
      await this.audit.record({ action: 'passkey.removed', actorId: userId, subjectId: userId }, manager);
    });
  }
}
