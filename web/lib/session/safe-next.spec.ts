import { describe, expect, it } from 'vitest';
import { loginPath, safeNext } from './safe-next.ts';

describe('the page after signing in', () => {
  it('is the requested path on this origin, with its query', () => {
    expect(safeNext('/dashboard?status=pending&q=a%20b')).toBe('/dashboard?status=pending&q=a%20b');
  });

  it.each([
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'javascript:alert(1)',
    ['/a', '/b'],
    '/login?next=/login',
    '/change-password?next=/x',
  ])('is the dashboard instead of %j', (next) => {
    expect(safeNext(next)).toBe('/dashboard');
  });

  it('survives the round trip through the sign-in page', () => {
    const url = new URL(loginPath('/dashboard?q=x&sort=title'), 'http://localhost');
    expect(safeNext(url.searchParams.get('next') ?? undefined)).toBe('/dashboard?q=x&sort=title');
  });
});
