'use client';

import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { changeUser, endUserSessions } from '@/lib/api/generated/sdk.gen';
import type { User, UserChanges, UserPage } from '@/lib/api/generated/types.gen';
import { usersKey } from '../admin-queries';

type People = InfiniteData<UserPage, string | undefined>;

/**
 * What an admin can do to a person. Not optimistic: each was asked about in a dialog, which waits. A person whom the
 * filters no longer fit stays listed until the next load, so that one sees what became of them.
 */
export function useChangeUser() {
  const client = useQueryClient();
  const show = (person: User) =>
    client.setQueriesData<People>({ queryKey: usersKey }, (people) => {
      if (people === undefined) return undefined;
      const exchange = (known: User) => (known.id === person.id ? person : known);
      return { ...people, pages: people.pages.map((page) => ({ ...page, items: page.items.map(exchange) })) };
    });
  const change = useMutation({
    mutationFn: ({ person, changes }: { readonly person: User; readonly changes: UserChanges }) =>
      call(changeUser({ path: { id: person.id }, body: changes })),
    onSuccess: show,
  });
  const endSessions = useMutation({
    mutationFn: (person: User) => call(endUserSessions({ path: { id: person.id } })),
    onSuccess: (_nothing, person) => show({ ...person, sessions: 0 }),
  });
  return { change: change.mutateAsync, endSessions: endSessions.mutateAsync };
}
