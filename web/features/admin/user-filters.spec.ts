import { describe, expect, it } from 'vitest';
import { hasUserFilters, noUserFilters, parseUserFilters, usersPath } from './user-filters';

const parse = (search: string) => parseUserFilters(new URLSearchParams(search));

describe('the filters of the users page', () => {
  it('survive the round trip through the URL', () => {
    const filters = { q: 'ada & co', role: 'admin', state: 'disabled' } as const;
    expect(parse(new URL(usersPath(filters), 'http://localhost').search)).toEqual(filters);
  });

  it('ignore unknown values', () => {
    expect(parse('role=owner&state=asleep&q=++&x=1')).toEqual(noUserFilters);
    expect(usersPath(noUserFilters)).toBe('/admin/users');
  });

  it('cut a search to the limit of the API', () => {
    expect(parse(`q=${'a'.repeat(500)}`).q).toHaveLength(100);
  });

  it('tell whether they hide users', () => {
    expect(hasUserFilters(noUserFilters)).toBe(false);
    expect(hasUserFilters({ ...noUserFilters, state: 'disabled' })).toBe(true);
  });
});
