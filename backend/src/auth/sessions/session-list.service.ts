import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, type Repository } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { SessionEntity } from './session.entity.ts';
import { SessionNotFoundError } from './session.errors.ts';
import type { SessionList } from './session.schemas.ts';
import { SessionsService } from './sessions.service.ts';
import type { SignedInUser } from './signed-in.guard.ts';

/** A user's list of their own sessions. */
@Injectable()
export class SessionListService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(SessionEntity) private readonly rows: Repository<SessionEntity>,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLogService,
  ) {}

  /** The most recently used session comes first. */
  async list({ user, sessionId }: SignedInUser): Promise<SessionList> {
    const now = Date.now();
    const idleLimit = new Date(now - this.environment.SESSION_IDLE_SECONDS * 1000);
    const rows = await this.rows.find({
      where: { user_id: user.id, expires_at: MoreThan(new Date(now)), last_used_at: MoreThan(idleLimit) },
      order: { last_used_at: 'DESC', id: 'DESC' },
    });
    return {
      items: rows.map(({ id, device, address, created_at, last_used_at, expires_at }) => ({
        id,
        device,
        address,
        current: id === sessionId,
        created_at: created_at.toISOString(),
        last_used_at: last_used_at.toISOString(),
        expires_at: expires_at.toISOString(),
      })),
    };
  }

  /** @throws {SessionNotFoundError} also for another user's session */
  async end({ user }: SignedInUser, id: number): Promise<void> {
    const { affected } = await this.rows.delete({ id, user_id: user.id });
    if (affected !== 1) throw new SessionNotFoundError();
    await this.audit.record({ action: 'session.ended', actorId: user.id, subjectId: user.id });
  }

  /** @param keep `current` keeps the session of this request */
  async endAll({ user, sessionId }: SignedInUser, keep?: 'current'): Promise<void> {
    await this.sessions.endAll(user.id, keep === 'current' ? sessionId : undefined);
    await this.audit.record({ action: 'session.all_ended', actorId: user.id, subjectId: user.id });
  }
}
