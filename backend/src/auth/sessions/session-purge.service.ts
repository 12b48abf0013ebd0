import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { SessionEntity } from './session.entity.ts';

/** Deletes expired sessions. They are refused anyway; deleting them keeps the table small. */
@Injectable()
export class SessionPurgeService {
  private readonly logger = new Logger(SessionPurgeService.name);

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectRepository(SessionEntity) private readonly sessions: Repository<SessionEntity>,
  ) {}

  /** Runs on every replica; deleting the same rows twice does no harm. */
  @Cron(CronExpression.EVERY_HOUR)
  async run(now = new Date()): Promise<void> {
    const idleLimit = new Date(now.getTime() - this.environment.SESSION_IDLE_SECONDS * 1000);
    const { affected } = await this.sessions
      .createQueryBuilder()
      .delete()
      .where('expires_at <= :now OR last_used_at <= :idleLimit', { now, idleLimit })
      .execute();
    if (affected) this.logger.log({ purged: affected }, 'deleted expired sessions');
  }
}
