import type { LimitFunction } from 'p-limit';
import { type RateLimiterMySQL, RateLimiterRes } from 'rate-limiter-flexible';
import { ServiceUnavailableError } from '../http/http.errors.ts';

/** A counter after points were consumed. */
export interface Count {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Milliseconds until the window ends. */
  readonly resetMs: number;
}

/**
 * A counter that all replicas share. The library rejects its promises both for "too many" and for "the store failed".
 * Here the first is a result and the second a {@link ServiceUnavailableError}, which every method throws.
 */
export class SharedCounter {
  constructor(
    private readonly limiter: RateLimiterMySQL,
    /** Limits how many queries run at the same time. */
    private readonly queue: LimitFunction,
    /** The points of a window. */
    readonly points: number,
    readonly seconds: number,
  ) {}

  /** Counts and compares in one transaction, so simultaneous calls on several replicas cannot exceed the limit. */
  async consume(key: string, points = 1): Promise<Count> {
    return this.run(() =>
      this.limiter.consume(key, points).then(
        (result) => countOf(result, true),
        (reason: unknown) => {
          if (reason instanceof RateLimiterRes) return countOf(reason, false);
          throw reason;
        },
      ),
    );
  }

  /** Returns consumed points. */
  async reward(key: string, points = 1): Promise<void> {
    await this.run(() => this.limiter.reward(key, points));
  }

  /** The points consumed in the current window; 0 when it has ended. */
  async consumed(key: string): Promise<number> {
    const result = await this.run(() => this.limiter.get(key));
    return result?.consumedPoints ?? 0;
  }

  /** Starts a window of `seconds` with `points` already consumed. */
  async set(key: string, points: number, seconds = this.seconds): Promise<void> {
    await this.run(() => this.limiter.set(key, points, seconds));
  }

  async clear(key: string): Promise<void> {
    await this.run(() => this.limiter.delete(key));
  }

  /**
   * Every failure of the store, even a missing table, refuses the request: a password must not be checked uncounted.
   */
  private async run<Result>(query: () => Promise<Result>): Promise<Result> {
    try {
      return await this.queue(query);
    } catch (error) {
      throw new ServiceUnavailableError(error);
    }
  }
}

function countOf({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): Count {
  return { allowed, remaining: remainingPoints, resetMs: msBeforeNext };
}
