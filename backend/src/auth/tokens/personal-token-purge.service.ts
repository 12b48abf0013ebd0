import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, type Repository } from 'typeorm';
import { PersonalAccessTokenEntity } from '../../platform/access/personal-access-token.entity.ts';

/** Long enough for a user to see in the list why a script stopped working. */
const keptDays = 30;

/** Deletes tokens that expired a month ago. They are refused anyway; deleting them clears the lists. */
@Injectable()
export class PersonalTokenPurgeService {
  private readonly logger = new Logger(PersonalTokenPurgeService.name);

  constructor(
    @InjectRepository(PersonalAccessTokenEntity) private readonly tokens: Repository<PersonalAccessTokenEntity>,
  ) {}

  /** Runs on every replica; deleting the same rows twice does no harm. */
  @Cron(CronExpression.EVERY_HOUR)
  async run(now = new Date()): Promise<void> {
    const threshold = new Date(now.getTime() - keptDays * 86_400_000);
    const { affected } = await this.tokens.delete({ expires_at: LessThan(threshold) });
    if (affected) this.logger.log({ purged: affected }, 'deleted tokens that expired a month ago');
  }
}
