import type { Route } from 'next';

const home: Route = '/dashboard';

/**
 * Where to go after signing in: only a path on this origin, else the dashboard. Anything that a browser could read as
 * another origin (`//host`, `/\host`, control characters that URL parsing drops) is refused.
 */
export function safeNext(next: string | string[] | undefined): Route {
  if (typeof next !== 'string' || !next.startsWith('/')) return home;
  const origin = 'http://taskyard.invalid';
  if (!URL.canParse(next, origin)) return home;
  const url = new URL(next, origin);
  if (url.origin !== origin || url.pathname === '/login' || url.pathname === '/register') return home;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') ? home : (path as Route);
}

/** The sign-in page that leads back to `path`. */
export function loginPath(path: string): Route {
  const next = safeNext(path);
  return next === home ? '/login?next=%2Fdashboard' : (`/login?next=${encodeURIComponent(next)}` as Route);
}
