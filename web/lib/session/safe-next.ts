import type { Route } from 'next';

const home: Route = '/dashboard';

/** Pages that lead on to another one, and so are never where somebody wanted to go. */
const gates: readonly string[] = ['/login', '/register', '/change-password'];

/**
 * Where to go after signing in: only a path on this origin, else the dashboard. Anything that a browser could read as
 * another origin (`//host`, `/\host`, control characters that URL parsing drops) is refused.
 */
export function safeNext(next: string | string[] | undefined): Route {
  if (typeof next !== 'string' || !next.startsWith('/')) return home;
  const origin = 'http://taskyard.invalid';
  if (!URL.canParse(next, origin)) return home;
  const url = new URL(next, origin);
  if (url.origin !== origin || gates.includes(url.pathname)) return home;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') ? home : (path as Route);
}

/** The sign-in page that leads back to `path`. */
export function loginPath(path: string): Route {
  return `/login?next=${encodeURIComponent(safeNext(path))}` as Route;
}

/** The page where a password somebody else chose is changed; it leads on to `path`. */
export function changePasswordPath(path: string): Route {
  return `/change-password?next=${encodeURIComponent(safeNext(path))}` as Route;
}
