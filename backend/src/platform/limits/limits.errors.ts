import { ProblemException } from '../http/problem.ts';
import { type RateLimitStatus, rateLimitHeaders } from '../http/rate-limit-headers.ts';

export class RateLimitedError extends ProblemException {
  constructor(status: RateLimitStatus) {
    super({
      status: 429,
      code: 'rate_limited',
      detail: `Too many requests. Try again in ${status.resetSeconds} s.`,
      headers: { ...rateLimitHeaders(status), 'Retry-After': String(status.resetSeconds) },
    });
  }
}
