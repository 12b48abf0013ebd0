export interface SessionCookieNames {
  /** Contains the access token and expires with it, after minutes. */
  readonly access: string;
  /** Contains the refresh token and expires with the session. */
  readonly refresh: string;
}

/**
 * The names of the two cookies of a browser session, by the protocol of the public origin. With HTTPS they have the
 * `__Host-` prefix: browsers then require `Secure`, the path `/` and no `Domain`. With HTTP on loopback they cannot
 * have it, because not every browser accepts `Secure` cookies there.
 */
export const sessionCookieNames: Readonly<Record<'https:' | 'http:', SessionCookieNames>> = {
  'https:': { access: '__Host-taskyard_access', refresh: '__Host-taskyard_refresh' },
  'http:': { access: 'taskyard_access', refresh: 'taskyard_refresh' },
};
