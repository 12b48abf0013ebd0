import { Injectable, Logger } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { requestContext } from '../../platform/http/request-context.ts';
import type { AuditAction } from './audit-actions.ts';

interface AuditRecord {
  readonly action: AuditAction;
  /** The user who did it; null for the system. */
  readonly actorId: number | null;
  /** The user it happened to; null if there is none. */
  readonly subjectId: number | null;
}

/**
 * Records who did what to whom: in the database for users and admins, and in the process's log, which no admin can
 * edit.
 */
@Injectable()
export class AuditLogService {
  private readonly logger = new Logger(AuditLogService.name);

  constructor(@InjectEntityManager() private readonly database: EntityManager) {}

  /**
   * Stores the event with the usernames as of now, so that it still tells who was involved after they are deleted.
   *
   * @param manager the transaction of the change, so that no change is stored without its event; call it before users
   * are deleted
   */
  async record({ action, actorId, subjectId }: AuditRecord, manager = this.database): Promise<void> {
    const correlationId = requestContext()?.correlationId ?? null;
    const usernameOf = '(SELECT username FROM users WHERE id = ?)';
    await manager.query(
      `INSERT INTO audit_events (occurred_at, action, actor_id, actor_name, subject_id, subject_name, correlation_id)
       VALUES (?, ?, ?, ${usernameOf}, ?, ${usernameOf}, ?)`,
      [new Date(), action, actorId, actorId, subjectId, subjectId, correlationId],
    );
    this.logger.log({ action, actorId, subjectId, correlationId }, 'audit');
  }
}
