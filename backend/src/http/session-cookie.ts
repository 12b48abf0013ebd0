import type { CookieSerializeOptions } from '@nestjs/common';
import type { Environment } from '../config/environment.ts';

export interface SessionCookie {
  readonly name: string;
  readonly options: CookieSerializeOptions;
}

/**
 * The browser session's cookie. Over HTTPS it has the `__Host-` prefix, which browsers hold to this host, the root path
 * and `Secure`. On plain loopback it cannot: not every browser takes `Secure` cookies there.
 */
export function sessionCookieOf(environment: Pick<Environment, 'PUBLIC_ORIGIN'>): SessionCookie {
  const secure = environment.PUBLIC_ORIGIN.startsWith('https:');
  return {
    name: secure ? '__Host-taskyard_session' : 'taskyard_session',
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}
