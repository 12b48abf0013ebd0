'use client';

import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { changeUser, endUserSessions, resetUserSecondFactor } from '@/lib/api/generated/sdk.gen';
import type { User, UserChanges, UserPage } from '@/lib/api/generated/types.gen';
import { withConfirmation } from '@/lib/session/confirmation-state';
import { usersKey } from '../admin-queries';

type UserPages = InfiniteData<UserPage, string | undefined>;

/**
 * What an admin can change about a user. Not optimistic: each action waits in a dialog. A user who no longer matches the
 * filters stays listed until the next load, so that the admin sees the result.
 */
export function useChangeUser() {
  const client = useQueryClient();
  const show = (user: User) =>
    client.setQueriesData<UserPages>({ queryKey: usersKey }, (known) => {
      if (known === undefined) return undefined;
      const replace = (item: User) => (item.id === user.id ? user : item);
      return { ...known, pages: known.pages.map((page) => ({ ...page, items: page.items.map(replace) })) };
    });
  const change = useMutation({
    mutationFn: ({ user, changes }: { readonly user: User; readonly changes: UserChanges }) =>
      call(changeUser({ path: { id: user.id }, body: changes })),
    onSuccess: show,
  });
  const endSessions = useMutation({
    mutationFn: (user: User) => call(endUserSessions({ path: { id: user.id } })),
    onSuccess: (_nothing, user) => show({ ...user, sessions: 0 }),
  });
  const resetSecondFactor = useMutation({
    mutationFn: (user: User) => withConfirmation(() => call(resetUserSecondFactor({ path: { id: user.id } }))),
    onSuccess: (_nothing, user) => show({ ...user, second_factor: false }),
  });
  return {
    change: change.mutateAsync,
    endSessions: endSessions.mutateAsync,
    resetSecondFactor: resetSecondFactor.mutateAsync,
  };
}
