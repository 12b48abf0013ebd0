'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { endSession, endSessions } from '@/lib/api/generated/sdk.gen';
import type { SessionList, SessionSummary } from '@/lib/api/generated/types.gen';
import { withConfirmation } from '@/lib/session/confirmation-state';
import { sessionsQuery } from '../account-queries';

/** Ends one session. Optimistic: it comes back when the API refuses. A session that already ended counts as success. */
export function useEndSession() {
  const client = useQueryClient();
  const { queryKey } = sessionsQuery();
  return useMutation({
    mutationFn: ({ id }: SessionSummary) =>
      withConfirmation(() => call(endSession({ path: { id } }))).catch(ignoreMissing),
    onMutate: async ({ id }) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData(queryKey, (known: SessionList | undefined) => known && without(known, id));
    },
    onError: (_error, session) => {
      client.setQueryData(queryKey, (known: SessionList | undefined) => known && withSession(known, session));
    },
  });
}

/** Ends all sessions, or all but the one of this browser. */
export function useEndSessions() {
  const client = useQueryClient();
  const { queryKey } = sessionsQuery();
  return useMutation({
    mutationFn: (which: 'others' | 'all') =>
      withConfirmation(() => call(endSessions({ query: which === 'others' ? { keep: 'current' } : {} }))),
    onSuccess: () =>
      client.setQueryData(
        queryKey,
        (known: SessionList | undefined) => known && { items: known.items.filter(({ current }) => current) },
      ),
  });
}

function without({ items }: SessionList, id: number): SessionList {
  return { items: items.filter((session) => session.id !== id) };
}

/** In the API's order: the last used one first. */
function withSession(sessions: SessionList, session: SessionSummary): SessionList {
  const items = [...without(sessions, session.id).items, session];
  return { items: items.sort((a, b) => b.last_used_at.localeCompare(a.last_used_at)) };
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof ApiFailure && error.status === 404) return undefined;
  throw error;
}
