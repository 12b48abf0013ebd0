import type { Route } from 'next';

const home: Route = '/dashboard';

/** Pages that redirect after their form, and so are never a destination themselves. */
const signInPages: readonly string[] = ['/login', '/register', '/change-password', '/set-up-two-step'];

/**
 * The page after signing in: a path on this origin, else the dashboard. Everything that a browser could read as another
 * origin (`//host`, `/\host`, control characters that URL parsing drops) is refused.
 */
export function safeNext(next: string | string[] | undefined): Route {
  if (typeof next !== 'string' || !next.startsWith('/')) return home;
  const origin = 'http://taskyard.invalid';
  if (!URL.canParse(next, origin)) return home;
  const url = new URL(next, origin);
  if (url.origin !== origin || signInPages.includes(url.pathname)) return home;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') ? home : (path as Route);
}

/** The sign-in page that returns to `path`. */
export function loginPath(path: string): Route {
  return `/login?next=${encodeURIComponent(safeNext(path))}` as Route;
}

/** The page where users replace a password that an operator set; it continues to `path`. */
export function changePasswordPath(path: string): Route {
  return `/change-password?next=${encodeURIComponent(safeNext(path))}` as Route;
}

/** The page where users set up two-step verification that their role requires; it continues to `path`. */
export function setUpTwoStepPath(path: string): Route {
  return `/set-up-two-step?next=${encodeURIComponent(safeNext(path))}` as Route;
}
