import { Inject, Injectable, Logger } from '@nestjs/common';
import { Cron, CronExpression } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { counterTable } from './counter-table.ts';

const batchSize = 1_000;

/**
 * Deletes counters whose window has ended, which keeps the table small. The library's own cleanup is not used: it needs
 * a timer for each counter, deletes everything in one statement that holds its locks until the end, and does not report
 * failures.
 */
@Injectable()
export class LimitPurgeService {
  private readonly logger = new Logger(LimitPurgeService.name);

  private readonly table: string;

  constructor(
    @Inject(ENVIRONMENT) { MODULES }: Environment,
    private readonly dataSource: DataSource,
  ) {
    this.table = counterTable(MODULES);
  }

  /** Runs on every replica; deleting a row twice is harmless. */
  @Cron(CronExpression.EVERY_10_MINUTES)
  async run(now = new Date()): Promise<void> {
    const expiry = now.getTime();
    let purged = 0;
    for (let found = batchSize; found === batchSize; ) {
      const rows: { key: string }[] = await this.dataSource.query('SELECT `key` FROM ?? WHERE expire <= ? LIMIT ?', [
        this.table,
        expiry,
        batchSize,
      ]);
      found = rows.length;
      if (found === 0) break;
      // By key, because a range of `expire` would lock counters that are being inserted. The second condition skips counters
      // whose window has started again.
      const { affectedRows } = await this.dataSource.query('DELETE FROM ?? WHERE `key` IN (?) AND expire <= ?', [
        this.table,
        rows.map(({ key }) => key),
        expiry,
      ]);
      purged += affectedRows;
    }
    if (purged > 0) this.logger.log({ purged }, 'deleted expired rate limit counters');
  }
}
