'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useEffect, useMemo } from 'react';
import { rememberDashboardPath } from '@/lib/dashboard-path';
import { dashboardPath, parseFilters, type TaskFilters } from '../filters';

export type ChangeFilters = (changes: Partial<TaskFilters>, how?: 'push' | 'replace') => void;

/**
 * The filters in the URL and a function to change them. It uses the history API, not the router: the list comes from the
 * query cache, so the server has nothing to render. A choice adds a step for the back button, typing does not.
 */
export function useFilters(): readonly [TaskFilters, ChangeFilters] {
  const search = useSearchParams().toString();
  const filters = useMemo(() => parseFilters(new URLSearchParams(search)), [search]);
  useEffect(() => rememberDashboardPath(dashboardPath(filters)), [filters]);
  const change = useCallback<ChangeFilters>((changes, how = 'push') => {
    const path = dashboardPath({ ...parseFilters(new URLSearchParams(window.location.search)), ...changes });
    if (path === `${window.location.pathname}${window.location.search}`) return;
    window.history[how === 'push' ? 'pushState' : 'replaceState'](null, '', path);
  }, []);
  return [filters, change];
}
