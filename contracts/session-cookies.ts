/** The cookies of a browser: the two of its session, and one that stays after it. */
export interface SessionCookieNames {
  /** Contains the access token and expires with it, after minutes. */
  readonly access: string;
  /** Contains the refresh token and expires with the session. */
  readonly refresh: string;
  /** Shows to which accounts the browser has signed in before. It opens nothing. */
  readonly device: string;
}

/**
 * The names of a browser's cookies, by the protocol of the public origin. With HTTPS they have the
 * `__Host-` prefix: browsers then require `Secure`, the path `/` and no `Domain`. With HTTP on loopback they cannot
 * have it, because not every browser accepts `Secure` cookies there.
 */
export const sessionCookieNames: Readonly<Record<'https:' | 'http:', SessionCookieNames>> = {
  'https:': { access: '__Host-taskyard_access', refresh: '__Host-taskyard_refresh', device: '__Host-taskyard_device' },
  'http:': { access: 'taskyard_access', refresh: 'taskyard_refresh', device: 'taskyard_device' },
};
