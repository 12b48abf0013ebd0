'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { endSession, endSessions } from '@/lib/api/generated/sdk.gen';
import type { SessionList, SessionSummary } from '@/lib/api/generated/types.gen';
import { devicesQuery } from '../account-queries';

/** Signs a device out: gone from the list at once, back when the server refuses. Already signed out counts as done. */
export function useEndSession() {
  const client = useQueryClient();
  const { queryKey } = devicesQuery();
  return useMutation({
    mutationFn: ({ id }: SessionSummary) => call(endSession({ path: { id } })).catch(ignoreMissing),
    onMutate: async ({ id }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (known: SessionList | undefined) => known && without(known, id));
    },
    onError: (_error, device) => {
      client.setQueryData(queryKey, (known: SessionList | undefined) => known && withDevice(known, device));
    },
  });
}

/** Signs out all devices, or all but this one. */
export function useEndSessions() {
  const client = useQueryClient();
  const { queryKey } = devicesQuery();
  return useMutation({
    mutationFn: (which: 'others' | 'all') =>
      call(endSessions({ query: which === 'others' ? { keep: 'current' } : {} })),
    onSuccess: () =>
      client.setQueryData(
        queryKey,
        (known: SessionList | undefined) => known && { items: known.items.filter(({ current }) => current) },
      ),
  });
}

function without({ items }: SessionList, id: number): SessionList {
  return { items: items.filter((device) => device.id !== id) };
}

/** Where it was: those used last come first. */
function withDevice(devices: SessionList, device: SessionSummary): SessionList {
  const items = [...without(devices, device.id).items, device];
  return { items: items.sort((a, b) => b.last_used_at.localeCompare(a.last_used_at)) };
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof ApiFailure && error.status === 404) return undefined;
  throw error;
}
