import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { AdminRequiredError } from '../sessions/session.errors.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { assertNotLastAdmin } from '../users/assert-not-last-admin.ts';
import { UserEntity } from '../users/user.entity.ts';
import { UserNotFoundError } from '../users/user.errors.ts';
import type { UserChanges } from './user-administration.schemas.ts';

/** Changes that admins make to users. What is already as requested is neither changed nor recorded. */
@Injectable()
export class UserAdministrationService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Disabling a user ends their sessions and blocks their personal access tokens until they are enabled again. Changing
   * a role ends no session, because every request reads the role from the database.
   *
   * @throws {AdminRequiredError} when the caller is no longer an admin
   * @throws {UserNotFoundError}
   * @throws {LastAdminError} when no admin would be left
   */
  async change(actorId: number, id: number, changes: UserChanges): Promise<void> {
    const { role, disabled } = changesTo(await this.find(id), changes);
    if (role === undefined && disabled === undefined) return;
    await this.database.transaction('READ COMMITTED', async (transaction) => {
      // Called for every change, so that all changes take the same locks in the same order and cannot deadlock.
      await assertNotLastAdmin(id, transaction);
      await this.requireAdmin(actorId, transaction);
      await this.apply(actorId, id, changes, transaction);
    });
  }

  /** @throws {UserNotFoundError} */
  async endSessions(actorId: number, id: number): Promise<void> {
    await this.find(id);
    await this.database.transaction(async (transaction) => {
      const ended = await this.sessions.endAll(id, undefined, transaction);
      if (ended > 0) {
        await this.audit.record({ action: 'session.all_ended', actorId, subjectId: id }, transaction);
      }
    });
  }

  private async apply(actorId: number, id: number, wanted: UserChanges, transaction: EntityManager): Promise<void> {
    const { role, disabled } = changesTo(await this.find(id, transaction), wanted);
    if (role !== undefined) {
      await transaction.update(UserEntity, id, { role });
      const action = role === 'admin' ? 'account.promoted' : 'account.demoted';
      await this.audit.record({ action, actorId, subjectId: id }, transaction);
    }
    if (disabled !== undefined) {
      await transaction.update(UserEntity, id, { disabled_at: disabled ? new Date() : null });
      if (disabled) await this.sessions.endAll(id, undefined, transaction);
      const action = disabled ? 'account.disabled' : 'account.enabled';
      await this.audit.record({ action, actorId, subjectId: id }, transaction);
    }
  }

  /**
   * Checks again under the lock: an admin who was just disabled must not promote another user with a running request.
   */
  private async requireAdmin(id: number, transaction: EntityManager): Promise<void> {
    const isAdmin = await transaction.existsBy(UserEntity, { id, role: 'admin', disabled_at: IsNull() });
    if (!isAdmin) throw new AdminRequiredError();
  }

  /** @param transaction if given, the row stays locked until it ends */
  private async find(id: number, transaction?: EntityManager): Promise<UserEntity> {
    const user = await (transaction ?? this.database).findOne(UserEntity, {
      where: { id },
      ...(transaction !== undefined && { lock: { mode: 'pessimistic_write' } }),
    });
    if (user === null) throw new UserNotFoundError();
    return user;
  }
}

/** The requested values that differ from the current ones. */
function changesTo(user: UserEntity, { role, disabled }: UserChanges): UserChanges {
  return {
    ...(role !== undefined && role !== user.role && { role }),
    ...(disabled !== undefined && disabled !== (user.disabled_at !== null) && { disabled }),
  };
}
