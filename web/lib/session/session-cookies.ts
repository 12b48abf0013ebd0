export interface SessionCookies {
  /** Holds the access token, and goes with it: within minutes. */
  readonly access: string;
  /** Holds what a new access token is got with; lasts as long as the session. */
  readonly refresh: string;
}

/** The names of the auth API's cookies, by the same rule: prefixed over https, where browsers hold them to this host. */
export function sessionCookiesOf(publicOrigin: string): SessionCookies {
  const prefix = publicOrigin.startsWith('https:') ? '__Host-' : '';
  return { access: `${prefix}taskyard_access`, refresh: `${prefix}taskyard_refresh` };
}

/**
 * The `Cookie` header a browser would send after it took these `Set-Cookie` lines. Enough for the auth API's own, which
 * all have the same path and take a cookie away by emptying it.
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
