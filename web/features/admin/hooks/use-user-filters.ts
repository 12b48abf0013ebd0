'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { parsePeopleFilters, peoplePath, type UserFilters } from '../user-filters';

export type ChangeUserFilters = (changes: Partial<UserFilters>, how?: 'push' | 'replace') => void;

/** The filters in the address, and a way to change them: by the history API, as the list comes from the query cache. */
export function useUserFilters(): readonly [UserFilters, ChangeUserFilters] {
  const search = useSearchParams().toString();
  const filters = useMemo(() => parsePeopleFilters(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeUserFilters>((changes, how = 'push') => {
    const path = peoplePath({ ...parsePeopleFilters(new URLSearchParams(window.location.search)), ...changes });
    if (path === `${window.location.pathname}${window.location.search}`) return;
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  }, []);
  return [filters, change];
}
