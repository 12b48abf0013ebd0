import { describe, expect, it } from 'vitest';
import { auditPath, parseUserId } from './audit-path';

describe('the user in the URL of the audit log', () => {
  it('survives the round trip', () => {
    const url = new URL(auditPath(42), 'http://localhost');
    expect(parseUserId(url.searchParams.get('user') ?? undefined)).toBe(42);
    expect(auditPath()).toBe('/admin/audit');
  });

  it.each([undefined, '', '0', '-1', '1.5', '1e3', 'ada', '9'.repeat(30), ['1', '2']])(
    'is undefined for %j',
    (value) => {
      expect(parseUserId(value)).toBeUndefined();
    },
  );
});
