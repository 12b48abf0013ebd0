import { Inject, Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { RateLimiterMySQL } from 'rate-limiter-flexible';
import { DataSource } from 'typeorm';
import type { MysqlDriver } from 'typeorm/driver/mysql/MysqlDriver.js';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { Lockout } from './lockout.ts';
import type { LockoutSchedule } from './lockout-schedule.ts';
import { SharedCounter } from './shared-counter.ts';

export interface CounterOptions {
  /** Tells its rows from those of other counters. */
  readonly prefix: string;
  readonly points: number;
  readonly seconds: number;
  /** Answers for a key that was refused from memory until its window ends, so that a flood costs no query. Default false. */
  readonly remembersRefusals?: boolean;
}

/** Makes counters that live in the table `rate_limits`, over the connections that everything else uses. */
@Injectable()
export class LimitStoreService {
  private readonly gates = new Map<string, LimitFunction>();

  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    private readonly dataSource: DataSource,
  ) {}

  /** @param options with points as policies have them: `RATE_LIMIT_FACTOR` is applied here */
  counter({ prefix, points, seconds, remembersRefusals = false }: CounterOptions): SharedCounter {
    const scaled = points * this.environment.RATE_LIMIT_FACTOR;
    const { pool, database } = this.dataSource.driver as MysqlDriver;
    const limiter = new RateLimiterMySQL({
      storeClient: pool,
      storeType: 'pool',
      dbName: database ?? '',
      tableName: 'rate_limits',
      tableCreated: true,
      // Its own clearing ends with an unanswered query when the pool closes; see LimitPurge.
      clearExpiredByTimeout: false,
      keyPrefix: prefix,
      points: scaled,
      duration: seconds,
      ...(remembersRefusals && { inMemoryBlockOnConsumed: scaled + 1 }),
    });
    return new SharedCounter(limiter, this.gateOf(prefix), scaled, seconds);
  }

  /**
   * What one purpose counts takes turns, a fifth of the connections at a time: counting holds one for a whole transaction,
   * and a flood of sign-ins would otherwise leave none for people who read their tasks.
   */
  private gateOf(prefix: string): LimitFunction {
    const purpose = prefix.split(':', 1)[0] ?? '';
    const existing = this.gates.get(purpose);
    if (existing !== undefined) return existing;
    const gate = pLimit(Math.max(1, Math.floor(this.environment.DATABASE_POOL_SIZE / 5)));
    this.gates.set(purpose, gate);
    return gate;
  }

  lockout(prefix: string, schedule: LockoutSchedule): Lockout {
    const tries = this.counter({ prefix: `${prefix}:tries`, points: schedule.tries, seconds: schedule.window });
    const locks = this.counter({ prefix: `${prefix}:locks`, points: 1, seconds: schedule.memory });
    return new Lockout(schedule, tries, locks);
  }
}
