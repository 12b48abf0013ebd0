import type { CookieSerializeOptions } from '@nestjs/common';
import type { Environment } from '../config/environment.ts';

export interface SessionCookies {
  /** Holds the access token. */
  readonly access: string;
  /** Holds the refresh token. */
  readonly refresh: string;
  readonly options: CookieSerializeOptions;
}

/**
 * The two cookies of a browser session. Over HTTPS they have the `__Host-` prefix, which browsers hold to this host, the
 * root path and `Secure`. On plain loopback they cannot: not every browser takes `Secure` cookies there.
 */
export function sessionCookiesOf(environment: Pick<Environment, 'PUBLIC_ORIGIN'>): SessionCookies {
  const secure = environment.PUBLIC_ORIGIN.startsWith('https:');
  const prefix = secure ? '__Host-' : '';
  return {
    access: `${prefix}taskyard_access`,
    refresh: `${prefix}taskyard_refresh`,
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}
