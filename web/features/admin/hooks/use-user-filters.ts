'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { parseUserFilters, type UserFilters, usersPath } from '../user-filters';

export type ChangeUserFilters = (changes: Partial<UserFilters>, how?: 'push' | 'replace') => void;

/** The filters in the URL and a function to change them. It uses the history API, as the list comes from the query cache. */
export function useUserFilters(): readonly [UserFilters, ChangeUserFilters] {
  const search = useSearchParams().toString();
  const filters = useMemo(() => parseUserFilters(new URLSearchParams(search)), [search]);
  const change = useCallback<ChangeUserFilters>((changes, how = 'push') => {
    const path = usersPath({ ...parseUserFilters(new URLSearchParams(window.location.search)), ...changes });
    if (path === `${window.location.pathname}${window.location.search}`) return;
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  }, []);
  return [filters, change];
}
