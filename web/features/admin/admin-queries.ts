import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Client } from '@/lib/api/generated/client';
import { listAuditEvents, listUsers } from '@/lib/api/generated/sdk.gen';
import type { UserFilters } from './user-filters';

/** Rows per request: more than a tall screen shows, little enough to answer at once. */
const pageSize = 50;

export const usersKey = ['people'] as const;

/** @param client the server's client while rendering there; the browser's own otherwise */
export function usersQuery(filters: UserFilters, client?: Client) {
  const { q, role, state } = filters;
  return infiniteQueryOptions({
    queryKey: [...usersKey, filters],
    queryFn: ({ pageParam, signal }) =>
      call(
        listUsers({
          ...(client && { client }),
          signal,
          query: {
            limit: pageSize,
            ...(q !== '' && { q }),
            ...(role && { role }),
            ...(state && { state }),
            ...(pageParam !== undefined && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** @param person id of the one whose acts, and what happened to them, are asked for; undefined for everybody's */
export function auditQuery(person: number | undefined, client?: Client) {
  return infiniteQueryOptions({
    queryKey: ['audit', person ?? null],
    queryFn: ({ pageParam, signal }) =>
      call(
        listAuditEvents({
          ...(client && { client }),
          signal,
          query: {
            limit: pageSize,
            ...(person !== undefined && { person }),
            ...(pageParam !== undefined && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
