/** How much of a rate limit is used. */
export interface RateLimitStatus {
  /** Requests in a window. */
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Seconds until the window ends: a whole number, at least 1. */
  readonly resetSeconds: number;
}

/**
 * The headers of draft-ietf-httpapi-ratelimit-headers-05. It is the last draft with one header for each value, and the
 * one that clients support.
 */
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

/** The headers that CORS exposes to scripts of other origins, with their descriptions for the OpenAPI document. */
export const rateLimitHeaderDocs = {
  'RateLimit-Limit': { description: 'Requests allowed in a window.', schema: count },
  'RateLimit-Remaining': { description: 'Requests left in the window.', schema: count },
  'RateLimit-Reset': { description: 'Seconds until the window ends.', schema: { ...count, minimum: 1 } },
  'RateLimit-Policy': { description: 'The limit and its window in seconds: `100;w=60`.', schema: { type: 'string' } },
  'Retry-After': { description: 'Seconds to wait before trying again.', schema: { ...count, minimum: 1 } },
} as const;
