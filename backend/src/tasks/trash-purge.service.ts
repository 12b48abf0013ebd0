import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { InjectRepository } from '@nestjs/typeorm';
import { In, LessThan, type Repository } from 'typeorm';
import { TaskEntity } from './task.entity.ts';

const retentionDays = 30;
const batchSize = 1_000;

/** Deletes tasks that have been in the trash for 30 days. */
@Injectable()
export class TrashPurgeService {
  private readonly logger = new Logger(TrashPurgeService.name);

  constructor(@InjectRepository(TaskEntity) private readonly tasks: Repository<TaskEntity>) {}

  /** Runs on every replica; deleting a row twice is harmless. */
  @Cron(CronExpression.EVERY_HOUR)
  async run(now = new Date()): Promise<void> {
    const threshold = new Date(now.getTime() - retentionDays * 86_400_000);
    let purged = 0;
    // In batches, so that locks are held only briefly.
    for (let affected = batchSize; affected === batchSize; purged += affected) {
      const where = { deleted_at: LessThan(threshold) };
      const expired = await this.tasks.find({ select: { id: true }, where, take: batchSize });
      if (expired.length === 0) break;
      // Asks for the time again, because a user may have restored one of them meanwhile.
      await this.tasks.delete({ ...where, id: In(expired.map(({ id }) => id)) });
      affected = expired.length;
    }
    if (purged > 0) this.logger.log({ purged }, 'emptied the trash');
  }
}
