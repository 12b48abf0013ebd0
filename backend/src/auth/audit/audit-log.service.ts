import { Injectable, Logger } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { requestContext } from '../../platform/http/request-context.ts';
import type { AuditAction } from './audit-actions.ts';
import { AuditEventEntity } from './audit-event.entity.ts';

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

  /** @param manager the transaction of the change, so that no change is stored without its event */
  async record({ action, actorId, subjectId }: AuditRecord, manager = this.database): Promise<void> {
    const correlationId = requestContext()?.correlationId ?? null;
    await manager.insert(AuditEventEntity, {
      occurred_at: new Date(),
      action,
      actor_id: actorId,
      subject_id: subjectId,
      correlation_id: correlationId,
    });
    this.logger.log({ action, actorId, subjectId, correlationId }, 'audit');
  }
}
