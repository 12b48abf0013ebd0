import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Client } from '@/lib/api/generated/client';
import { listAuditEvents, listUsers } from '@/lib/api/generated/sdk.gen';
import type { UserFilters } from './user-filters';

/** Rows per request: more than a tall screen shows, and few enough for a fast answer. */
const pageSize = 50;

export const usersKey = ['users'] as const;

/** @param client the server's client while rendering there; the browser's client by default */
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

/** @param userId of the user who did something, or to whom something happened; undefined for all users */
export function auditQuery(userId: number | undefined, client?: Client) {
  return infiniteQueryOptions({
    queryKey: ['audit', userId ?? null],
    queryFn: ({ pageParam, signal }) =>
      call(
        listAuditEvents({
          ...(client && { client }),
          signal,
          query: {
            limit: pageSize,
            ...(userId !== undefined && { user: userId }),
            ...(pageParam !== undefined && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}
