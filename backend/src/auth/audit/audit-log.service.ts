import { Injectable, Logger } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { requestContext } from '../../platform/http/request-context.ts';
import type { AuditAction } from './audit-actions.ts';
import { AuditEventEntity } from './audit-event.entity.ts';

export interface AuditRecord {
  readonly action: AuditAction;
  /** Who did it; null for the system itself. */
  readonly actorId: number | null;
  /** Whom it happened to. */
  readonly subjectId: number | null;
}

/** Keeps who did what to whom: in the database for people to read, and in the process's log, which no admin can edit. */
@Injectable()
export class AuditLogService {
  private readonly logger = new Logger(AuditLogService.name);

  constructor(@InjectEntityManager() private readonly database: EntityManager) {}

  /** @param manager of the transaction that makes the change, so that there is no change without its record */
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
