import { Inject, Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { RateLimiterMySQL } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { counterTable } from './counter-table.ts';
import { Lockout } from './lockout.ts';
import type { LockoutSchedule } from './lockout-schedule.ts';
import { ProcessCounter } from './process-counter.ts';
import { SharedCounter } from './shared-counter.ts';

interface CounterOptions {
  /** The beginning of its keys, which separates them from those of other counters. */
  readonly prefix: string;
  readonly points: number;
  readonly seconds: number;
  /**
   * Refuses a key from memory from its first refusal until its window ends, so that a flood causes no queries. Default
   * false.
   */
  readonly remembersRefusals?: boolean;
  /** Whether `RATE_LIMIT_FACTOR` multiplies the points. Default true. */
  readonly scaled?: boolean;
}

/**
 * Creates counters. Those that all replicas share are stored in the process's counter table, over the application's
 * connection pool.
 */
@Injectable()
export class LimitStoreService {
  private readonly processCounters = new Map<string, ProcessCounter>();
  private readonly queues = new Map<string, LimitFunction>();

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly dataSource: DataSource,
  ) {}

  counter({ prefix, points, seconds, remembersRefusals = false, scaled = true }: CounterOptions): SharedCounter {
    const allowed = scaled ? points * this.environment.RATE_LIMIT_FACTOR : points;
    const { pool, database } = this.dataSource.driver as MysqlDriver;
    const limiter = new RateLimiterMySQL({
      storeClient: pool,
      storeType: 'pool',
      dbName: database ?? '',
      tableName: counterTable(this.environment.MODULES),
      tableCreated: true,
      // Its own cleanup leaves a query without a result when the pool closes; see LimitPurgeService.
      clearExpiredByTimeout: false,
      keyPrefix: prefix,
      points: allowed,
      duration: seconds,
      ...(remembersRefusals && { inMemoryBlockOnConsumed: allowed + 1 }),
    });
    return new SharedCounter(limiter, this.queueOf(prefix), allowed, seconds);
  }

  /** A counter of this process alone, the same for all callers with that prefix. Applies `RATE_LIMIT_FACTOR`. */
  processCounter({ prefix, points, seconds }: Omit<CounterOptions, 'remembersRefusals'>): ProcessCounter {
    const existing = this.processCounters.get(prefix);
    if (existing !== undefined) return existing;
    const counter = new ProcessCounter(points * this.environment.RATE_LIMIT_FACTOR, seconds);
    this.processCounters.set(prefix, counter);
    return counter;
  }

  /**
   * All counters of one purpose together use at most a fifth of the connections. Counting holds a connection for a
   * whole transaction, so a flood of sign-ins could otherwise leave none for users who read their tasks.
   */
  private queueOf(prefix: string): LimitFunction {
    const purpose = prefix.split(':', 1)[0] ?? '';
    const existing = this.queues.get(purpose);
    if (existing !== undefined) return existing;
    const queue = pLimit(Math.max(1, Math.floor(this.environment.DATABASE_POOL_SIZE / 5)));
    this.queues.set(purpose, queue);
    return queue;
  }

  lockout(prefix: string, schedule: LockoutSchedule, { scaled = true }: Pick<CounterOptions, 'scaled'> = {}): Lockout {
    const tries = this.counter({ prefix: `${prefix}:tries`, points: schedule.tries, seconds: schedule.window, scaled });
    const locks = this.counter({ prefix: `${prefix}:locks`, points: 1, seconds: schedule.memory });
    return new Lockout(schedule, tries, locks);
  }
}
