import { describe, expect, it } from 'vitest';
import { cookieHeaderAfter, sessionCookiesOf } from './session-cookies';

describe('the cookies of a session', () => {
  it('have the `__Host-` prefix over https', () => {
    expect(sessionCookiesOf('https://taskyard.example').access).toBe('__Host-taskyard_access');
    expect(sessionCookiesOf('http://localhost:3000').refresh).toBe('taskyard_refresh');
  });
});

describe('the cookie header after an answer', () => {
  it('has new and changed cookies, and keeps the rest', () => {
    const set = ['b=two; Path=/; HttpOnly; SameSite=Lax', 'c=x.y-z_; Max-Age=600'];
    expect(cookieHeaderAfter('theme=dark; b=one', set)).toBe('theme=dark; b=two; c=x.y-z_');
  });

  it('lacks removed cookies', () => {
    expect(cookieHeaderAfter('a=1; b=2', ['a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT'])).toBe('b=2');
    expect(cookieHeaderAfter('a=1', ['a=; Max-Age=0'])).toBe('');
  });

  it('accepts first cookies, and equals signs in values', () => {
    expect(cookieHeaderAfter(null, ['a=b=='])).toBe('a=b==');
  });
});
