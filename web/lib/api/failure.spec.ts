import { describe, expect, it } from 'vitest';
import { secondsToWait } from './failure';

const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

describe('the wait that an answer asks for', () => {
  it.each([
    [{ 'Retry-After': '120' }, 120],
    [{ 'Retry-After': 'Wed, 21 Oct 2026 07:29:30 GMT' }, 90],
    [{ 'Retry-After': 'Wed, 21 Oct 2026 07:00:00 GMT' }, 1],
    [{ 'RateLimit-Reset': '7' }, 7],
    [{ 'Retry-After': '0' }, 1],
    [{ 'Retry-After': 'soon' }, undefined],
    [{}, undefined],
  ])('is of %j, in seconds: %s', (headers, seconds) => {
    expect(secondsToWait(new Headers(headers as HeadersInit), now)).toBe(seconds);
  });
});
