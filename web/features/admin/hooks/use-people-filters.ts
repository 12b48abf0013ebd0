'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { type PeopleFilters, parsePeopleFilters, peoplePath } from '../people-filters';

export type ChangePeopleFilters = (changes: Partial<PeopleFilters>, how?: 'push' | 'replace') => void;

/** The filters in the address, and a way to change them: by the history API, as the list comes from the query cache. */
export function usePeopleFilters(): readonly [PeopleFilters, ChangePeopleFilters] {
  const search = useSearchParams().toString();
  const filters = useMemo(() => parsePeopleFilters(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangePeopleFilters>((changes, how = 'push') => {
    const path = peoplePath({ ...parsePeopleFilters(new URLSearchParams(window.location.search)), ...changes });
    if (path === `${window.location.pathname}${window.location.search}`) return;
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  }, []);
  return [filters, change];
}
