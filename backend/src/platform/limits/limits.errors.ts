import { ProblemException } from '../http/problem.ts';
import { type RateLimit, rateLimitHeaders } from '../http/rate-limit-headers.ts';

export class RateLimitedError extends ProblemException {
  constructor(limit: RateLimit) {
    super({
      status: 429,
      code: 'rate_limited',
      detail: 'That was too often. Wait for as many seconds as Retry-After says, then try again.',
      headers: { ...rateLimitHeaders(limit), 'Retry-After': String(limit.resetSeconds) },
    });
  }
}
