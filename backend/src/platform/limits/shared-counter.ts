import type { LimitFunction } from 'p-limit';
import { type RateLimiterMySQL, RateLimiterRes } from 'rate-limiter-flexible';
import { ServiceUnavailableError } from '../http/http.errors.ts';

/** A count after something was taken from it. */
export interface Count {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Milliseconds until the count begins anew. */
  readonly resetMs: number;
}

/**
 * One kind of count that all replicas share. The library tells "too many" and "the store is away" both by rejecting; here
 * the first is an answer and the second a {@link ServiceUnavailableError}, which every method throws.
 */
export class SharedCounter {
  constructor(
    private readonly limiter: RateLimiterMySQL,
    /** Queries wait here for their turn. */
    private readonly turn: LimitFunction,
    /** How much may be taken in a window. */
    readonly points: number,
    readonly seconds: number,
  ) {}

  /** Counts first and judges after, in one transaction: of many at once, on any replica, no more pass than may. */
  async take(key: string, points = 1): Promise<Count> {
    return this.ask(() =>
      this.limiter.consume(key, points).then(
        (result) => countOf(result, true),
        (reason: unknown) => {
          if (reason instanceof RateLimiterRes) return countOf(reason, false);
          throw reason;
        },
      ),
    );
  }

  /** Takes back what was taken. */
  async give(key: string, points = 1): Promise<void> {
    await this.ask(() => this.limiter.reward(key, points));
  }

  /** How much was taken; 0 when the window is over. */
  async taken(key: string): Promise<number> {
    const result = await this.ask(() => this.limiter.get(key));
    return result?.consumedPoints ?? 0;
  }

  /** Begins a window of `seconds` in which `points` are taken already. */
  async set(key: string, points: number, seconds = this.seconds): Promise<void> {
    await this.ask(() => this.limiter.set(key, points, seconds));
  }

  async clear(key: string): Promise<void> {
    await this.ask(() => this.limiter.delete(key));
  }

  /** Whatever keeps the store from answering, a missing table included: counting is what stands before a password check. */
  private async ask<Result>(question: () => Promise<Result>): Promise<Result> {
    try {
      return await this.turn(question);
    } catch (error) {
      throw new ServiceUnavailableError(error);
    }
  }
}

function countOf({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Count {
  return { allowed, remaining: remainingPoints, resetMs: msBeforeNext };
}
