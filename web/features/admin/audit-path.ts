import type { Route } from 'next';

/** The URL of the audit log, of one user or of all users. */
export function auditPath(userId?: number): Route {
  return userId === undefined ? '/admin/audit' : (`/admin/audit?user=${userId}` as Route);
}

/** The user id in a URL; undefined for anything that is not an id. */
export function parseUserId(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined;
}
