import { type SessionCookieNames, sessionCookieNames } from '@taskyard/contracts/session-cookies';

/** The names of the auth API's cookies at this origin. */
export function sessionCookiesOf(publicOrigin: string): SessionCookieNames {
  return sessionCookieNames[publicOrigin.startsWith('https:') ? 'https:' : 'http:'];
}

/**
 * The `Cookie` header that a browser would send after these `Set-Cookie` lines. Enough for the auth API's cookies, which
 * have the same path and are removed by an empty value.
 */
export function cookieHeaderAfter(header: string | null, setCookies: readonly string[]): string {
  const cookies = new Map([...(header ?? '').split(/; */).filter(Boolean), ...setCookies].map(nameAndValue));
  return [...cookies]
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}=${value}`)
    .join('; ');
}

function nameAndValue(text: string): [string, string] {
  const [pair = ''] = text.split(';', 1);
  const equals = pair.indexOf('=');
  return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
}
