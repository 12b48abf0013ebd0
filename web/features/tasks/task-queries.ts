import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import type { Client } from '@/lib/api/generated/client';
import { countTasks, listTasks, listTrash } from '@/lib/api/generated/sdk.gen';
import type { TrashedTask } from '@/lib/api/generated/types.gen';
import type { TaskFilters } from './filters';

export type { TrashedTask };

/** Rows per request: more than a tall screen shows, and few enough for a fast answer. */
const pageSize = 50;

export const taskKeys = {
  all: ['tasks'] as const,
  lists: ['tasks', 'list'] as const,
  list: (filters: TaskFilters) => ['tasks', 'list', filters] as const,
  counts: ['tasks', 'counts'] as const,
  trash: ['tasks', 'trash'] as const,
};

/** @param client the server's client while rendering there; the browser's client by default */
export function taskListQuery(filters: TaskFilters, client?: Client) {
  const { status, priority, q, sort } = filters;
  return infiniteQueryOptions({
    queryKey: taskKeys.list(filters),
    queryFn: ({ pageParam, signal }) =>
      call(
        listTasks({
          ...(client && { client }),
          signal,
          query: {
            limit: pageSize,
            sort,
            ...(status && { status }),
            ...(priority && { priority }),
            ...(q !== '' && { q }),
            ...(pageParam !== undefined && { cursor: pageParam }),
          },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: 'always',
  });
}

export function taskCountsQuery(client?: Client) {
  return queryOptions({
    queryKey: taskKeys.counts,
    queryFn: ({ signal }) => call(countTasks({ ...(client && { client }), signal })),
    refetchOnWindowFocus: 'always',
  });
}

export function trashQuery(client?: Client) {
  return infiniteQueryOptions({
    queryKey: taskKeys.trash,
    queryFn: ({ pageParam, signal }) =>
      call(
        listTrash({
          ...(client && { client }),
          signal,
          query: { limit: pageSize, ...(pageParam !== undefined && { cursor: pageParam }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchOnWindowFocus: 'always',
  });
}
