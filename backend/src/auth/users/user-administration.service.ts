import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { assertNotLastAdmin } from '../accounts/last-admin.ts';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { AdminRequiredError } from '../sessions/session.errors.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { UserNotFoundError } from './user.errors.ts';
import type { UserChanges } from './user.schemas.ts';

/** What admins do to people. Whatever is so already is left alone, and not recorded. */
@Injectable()
export class UserAdministrationService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Disabling ends every session of the person and closes their personal access tokens for as long as it lasts. A role
   * is looked up whenever it matters, so there is nothing to end when one is taken away.
   *
   * @throws {AdminRequiredError} when the one who asks is no admin any more
   * @throws {UserNotFoundError}
   * @throws {LastAdminError} when nobody would be left to administer the installation
   */
  async change(actorId: number, id: number, changes: UserChanges): Promise<void> {
    const { role, disabled } = changesTo(await this.find(id), changes);
    if (role === undefined && disabled === undefined) return;
    await this.database.transaction('READ COMMITTED', async (transaction) => {
      // Whatever the change is, so that all of them take the same locks first and none wait for each other crosswise.
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

  /** Once more, under the lock: whoever has just been kept out must not make somebody else an admin on the way. */
  private async requireAdmin(id: number, transaction: EntityManager): Promise<void> {
    const isAdmin = await transaction.existsBy(UserEntity, { id, role: 'admin', disabled_at: IsNull() });
    if (!isAdmin) throw new AdminRequiredError();
  }

  /** @param transaction locks the row until it ends */
  private async find(id: number, transaction?: EntityManager): Promise<UserEntity> {
    const user = await (transaction ?? this.database).findOne(UserEntity, {
      where: { id },
      ...(transaction !== undefined && { lock: { mode: 'pessimistic_write' } }),
    });
    if (user === null) throw new UserNotFoundError();
    return user;
  }
}

/** Those of the changes that are not so already. */
function changesTo(user: UserEntity, { role, disabled }: UserChanges): UserChanges {
  return {
    ...(role !== undefined && role !== user.role && { role }),
    ...(disabled !== undefined && disabled !== (user.disabled_at !== null) && { disabled }),
  };
}
