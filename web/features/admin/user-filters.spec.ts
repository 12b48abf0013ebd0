import { describe, expect, it } from 'vitest';
import { everybody, isNarrowed, parsePeopleFilters, peoplePath } from './user-filters';

const parse = (search: string) => parsePeopleFilters(new URLSearchParams(search));

describe('the filters of the people page', () => {
  it('survive the round trip through the address', () => {
    const filters = { q: 'ada & co', role: 'admin', state: 'disabled' } as const;
    expect(parse(new URL(peoplePath(filters), 'http://localhost').search)).toEqual(filters);
  });

  it('ignore what they do not know', () => {
    expect(parse('role=owner&state=asleep&q=++&x=1')).toEqual(everybody);
    expect(peoplePath(everybody)).toBe('/admin/users');
  });

  it('cut a search to what the API takes', () => {
    expect(parse(`q=${'a'.repeat(500)}`).q).toHaveLength(100);
  });

  it('know whether anybody is left out', () => {
    expect(isNarrowed(everybody)).toBe(false);
    expect(isNarrowed({ ...everybody, state: 'disabled' })).toBe(true);
  });
});
