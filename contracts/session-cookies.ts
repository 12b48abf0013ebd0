export interface SessionCookieNames {
  /** Holds the access token, and ends with it: within minutes. */
  readonly access: string;
  /** Holds the refresh token, and lasts as long as the session. */
  readonly refresh: string;
}

/**
 * The names of the two cookies of a browser session, by the protocol of the public origin. Over HTTPS they have the
 * `__Host-` prefix, which browsers hold to this host, the root path and `Secure`. On plain loopback they cannot: not every
 * browser takes `Secure` cookies there.
 */
export const sessionCookieNames: Readonly<Record<'https:' | 'http:', SessionCookieNames>> = {
  'https:': { access: '__Host-taskyard_access', refresh: '__Host-taskyard_refresh' },
  'http:': { access: 'taskyard_access', refresh: 'taskyard_refresh' },
};
