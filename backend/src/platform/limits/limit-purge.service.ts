import { Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DataSource } from 'typeorm';

const batchSize = 1_000;

/**
 * Deletes counts whose window is over. They count as nothing already; this keeps the table small. The library would do it by
 * a timer of each of its counters, in one statement that holds its locks for as long as it takes, and with no word about
 * failures.
 */
@Injectable()
export class LimitPurgeService {
  private readonly logger = new Logger(LimitPurgeService.name);

  constructor(private readonly dataSource: DataSource) {}

  /** Runs on every replica; deleting a row twice does no harm. */
  @Cron(CronExpression.EVERY_10_MINUTES)
  async run(now = new Date()): Promise<void> {
    const over = now.getTime();
    let purged = 0;
    for (let found = batchSize; found === batchSize; ) {
      const rows: { key: string }[] = await this.dataSource.query(
        'SELECT `key` FROM rate_limits WHERE expire <= ? LIMIT ?',
        [over, batchSize],
      );
      found = rows.length;
      if (found === 0) break;
      // By key, and only those that have not begun anew: a range of `expire` would lock counts that are being made.
      const { affectedRows } = await this.dataSource.query(
        'DELETE FROM rate_limits WHERE `key` IN (?) AND expire <= ?',
        [rows.map(({ key }) => key), over],
      );
      purged += affectedRows;
    }
    if (purged > 0) this.logger.log({ purged }, 'deleted counts that were over');
  }
}
