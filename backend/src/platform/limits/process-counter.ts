import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Count } from './shared-counter.ts';

/** A counter of this process alone, in memory. It costs no query and works while the database does not. */
export class ProcessCounter {
  private readonly limiter: RateLimiterMemory;

  constructor(
    /** The points of a window. */
    readonly points: number,
    readonly seconds: number,
  ) {
    this.limiter = new RateLimiterMemory({ points, duration: seconds });
  }

  async consume(key: string, points = 1): Promise<Count> {
    const result = await this.limiter.consume(key, points).catch((reason: unknown) => {
      // The library also rejects its promise for "too many".
      if (reason instanceof RateLimiterRes) return reason;
      throw reason;
    });
    const allowed = result.consumedPoints <= this.points;
    return { allowed, remaining: result.remainingPoints, resetMs: result.msBeforeNext };
  }
}
