/** How much of a limit is left. */
export interface RateLimitStatus {
  /** Requests in a window. */
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until the window ends: a whole number, at least 1. */
  readonly resetSeconds: number;
}

/** In the words of draft-ietf-httpapi-ratelimit-headers-05, the last with a header for each value, which clients know. */
export function rateLimitHeaders({
  limit,
  windowSeconds,
  remaining,
  resetSeconds,
}: RateLimitStatus): Record<string, string> {
  return {
    'RateLimit-Limit': String(limit),
    'RateLimit-Remaining': String(remaining),
    'RateLimit-Reset': String(resetSeconds),
    'RateLimit-Policy': `${limit};w=${windowSeconds}`,
  };
}

const count = { type: 'integer', minimum: 0 };

/** What scripts of other origins may read, and how the OpenAPI document describes it. */
export const limitHeaders = {
  'RateLimit-Limit': { description: 'How many such requests a window takes.', schema: count },
  'RateLimit-Remaining': { description: 'How many of them are left.', schema: count },
  'RateLimit-Reset': { description: 'Seconds until the window ends.', schema: { ...count, minimum: 1 } },
  'RateLimit-Policy': { description: 'The limit and its window in seconds: `100;w=60`.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait before trying again.', schema: { ...count, minimum: 1 } },
} as const;
