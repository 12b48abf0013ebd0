/**
 * How long an answer asks to wait, in whole seconds from now: by `Retry-After`, which may also be a date (RFC 9110,
 * 10.2.3), else by `RateLimit-Reset`. Undefined when it says nothing sensible.
 */
export function secondsToWait(headers: Headers, now = Date.now()): number | undefined {
  const text = headers.get('retry-after') ?? headers.get('ratelimit-reset');
  if (text === null) return undefined;
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return Number.isNaN(seconds) ? undefined : Math.max(1, seconds);
}
