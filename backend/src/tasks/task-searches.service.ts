import { Inject, Injectable } from '@nestjs/common';
import pLimit, { type LimitFunction } from 'p-limit';
import { ENVIRONMENT, type Environment } from '../platform/config/environment.ts';
import { LimitStoreService } from '../platform/limits/limit-store.service.ts';
import { RateLimitedError } from '../platform/limits/limits.errors.ts';
import type { ProcessCounter } from '../platform/limits/process-counter.ts';
import { minute } from '../platform/limits/rate-limit.ts';

/** Database time for the searches of one user in a minute. A search of 10,000 short tasks takes a few hundredths. */
const millisecondsPerMinute = 10_000;
/** A browser replaces a search by the next one while the user types. More than these at the same time are refused. */
const waitingPerUser = 5;

/**
 * Runs searches. A search reads the whole text of all tasks of a user, which is the longest that a request can keep the
 * database busy. So the searches of a user take turns, have a budget of time, and all searches together use at most a
 * fifth of the connections.
 */
@Injectable()
export class TaskSearchesService {
  private readonly all: LimitFunction;
  private readonly users = new Map<number, LimitFunction>();
  private readonly budget: ProcessCounter;

  constructor(@Inject(ENVIRONMENT) { DATABASE_POOL_SIZE }: Environment, limits: LimitStoreService) {
    this.all = pLimit(Math.max(1, Math.floor(DATABASE_POOL_SIZE / 5)));
    this.budget = limits.processCounter({ prefix: 'search', points: millisecondsPerMinute, seconds: minute });
  }

  /** @throws {RateLimitedError} when the user has too many searches waiting or has used up the budget */
  async run<Result>(userId: number, search: () => Promise<Result>): Promise<Result> {
    const turns = this.users.get(userId) ?? pLimit(1);
    if (turns.pendingCount >= waitingPerUser) throw this.refusal(0, 1);
    this.users.set(userId, turns);
    try {
      return await turns(() => this.all(() => this.charge(userId, search)));
    } finally {
      if (turns.activeCount + turns.pendingCount === 0) this.users.delete(userId);
    }
  }

  private async charge<Result>(userId: number, search: () => Promise<Result>): Promise<Result> {
    const key = String(userId);
    const { remaining, resetMs } = await this.budget.consume(key, 0);
    if (remaining <= 0) throw this.refusal(remaining, Math.ceil(resetMs / 1000));
    const start = performance.now();
    try {
      return await search();
    } finally {
      await this.budget.consume(key, Math.ceil(performance.now() - start));
    }
  }

  private refusal(remaining: number, resetSeconds: number): RateLimitedError {
    const { points, seconds } = this.budget;
    return new RateLimitedError({ limit: points, windowSeconds: seconds, remaining, resetSeconds });
  }
}
