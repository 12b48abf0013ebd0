import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThanOrEqual, type Repository } from 'typeorm';
import { EmailLinkEntity } from './email-link.entity.ts';

/** Deletes expired links. They are refused anyway; deleting them keeps the table small. */
@Injectable()
export class EmailLinkPurgeService {
  private readonly logger = new Logger(EmailLinkPurgeService.name);

  constructor(@InjectRepository(EmailLinkEntity) private readonly links: Repository<EmailLinkEntity>) {}

  /** Runs on every replica; deleting the same rows twice does no harm. */
  @Cron(CronExpression.EVERY_HOUR)
  async run(now = new Date()): Promise<void> {
    const { affected } = await this.links.delete({ expires_at: LessThanOrEqual(now) });
    if (affected) this.logger.log({ purged: affected }, 'deleted expired links');
  }
}
