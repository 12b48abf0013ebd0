import type { CookieSerializeOptions } from '@nestjs/common';
import { type SessionCookieNames, sessionCookieNames } from '@taskyard/contracts/session-cookies';
import type { Environment } from '../config/environment.ts';

export interface SessionCookies extends SessionCookieNames {
  readonly options: CookieSerializeOptions;
}

/** The cookies of a browser session, and that of the browser itself. */
export function sessionCookiesOf(environment: Pick<Environment, 'PUBLIC_ORIGIN'>): SessionCookies {
  const secure = environment.PUBLIC_ORIGIN.startsWith('https:');
  return {
    ...sessionCookieNames[secure ? 'https:' : 'http:'],
    options: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  };
}
