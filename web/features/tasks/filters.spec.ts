import { describe, expect, it } from 'vitest';
import { dashboardPath, isFiltered, noFilters, parseFilters } from './filters.ts';

const parse = (search: string) => parseFilters(new URLSearchParams(search));

describe('filters in the URL', () => {
  it('survive the round trip, hostile text included', () => {
    const filters = {
      status: 'in_progress',
      priority: 'high',
      q: `<script>&?#' OR 1=1 -- مرحبا 🚂`,
      sort: 'title',
    } as const;
    expect(parse(dashboardPath(filters).split('?').slice(1).join('?'))).toEqual(filters);
  });

  it('are left out when they are the default', () => {
    expect(dashboardPath(noFilters)).toBe('/dashboard');
  });

  it('ignore unknown values', () => {
    expect(parse('status=done&priority=URGENT&sort=hash&page=3')).toEqual(noFilters);
  });

  it('cut a search to the limit of the API', () => {
    expect(parse(`q=${'x'.repeat(5000)}`).q).toHaveLength(200);
  });

  it('do not count a sort order as a filter', () => {
    expect(isFiltered(parse('sort=title'))).toBe(false);
    expect(isFiltered(parse('q=x'))).toBe(true);
  });
});
