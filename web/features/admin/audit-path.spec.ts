import { describe, expect, it } from 'vitest';
import { auditPath, parsePerson } from './audit-path';

describe('the person in the address of the audit log', () => {
  it('survives the round trip', () => {
    const url = new URL(auditPath(42), 'http://localhost');
    expect(parsePerson(url.searchParams.get('person') ?? undefined)).toBe(42);
    expect(auditPath()).toBe('/admin/audit');
  });

  it.each([undefined, '', '0', '-1', '1.5', '1e3', 'ada', '9'.repeat(30), ['1', '2']])('is nobody for %j', (value) => {
    expect(parsePerson(value)).toBeUndefined();
  });
});
