import type { Route } from 'next';

/** The audit log of one person, or of everybody. */
export function auditPath(person?: number): Route {
  return person === undefined ? '/admin/audit' : (`/admin/audit?user=${person}` as Route);
}

/** The person an address asks for; anything that is no id counts as not given. */
export function parsePerson(value: string | string[] | undefined): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : undefined;
}
