'use client';

import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { changePerson, endPersonSessions } from '@/lib/api/generated/sdk.gen';
import type { PeoplePage, Person, PersonChanges } from '@/lib/api/generated/types.gen';
import { peopleKey } from '../admin-queries';

type People = InfiniteData<PeoplePage, string | undefined>;

/**
 * What an admin can do to a person. Not optimistic: each was asked about in a dialog, which waits. A person whom the
 * filters no longer fit stays listed until the next load, so that one sees what became of them.
 */
export function useChangePerson() {
  const client = useQueryClient();
  const show = (person: Person) =>
    client.setQueriesData<People>({ queryKey: peopleKey }, (people) => {
      if (people === undefined) return undefined;
      const exchange = (known: Person) => (known.id === person.id ? person : known);
      return { ...people, pages: people.pages.map((page) => ({ ...page, items: page.items.map(exchange) })) };
    });
  const change = useMutation({
    mutationFn: ({ person, changes }: { readonly person: Person; readonly changes: PersonChanges }) =>
      call(changePerson({ path: { id: person.id }, body: changes })),
    onSuccess: show,
  });
  const endSessions = useMutation({
    mutationFn: (person: Person) => call(endPersonSessions({ path: { id: person.id } })),
    onSuccess: (_nothing, person) => show({ ...person, sessions: 0 }),
  });
  return { change: change.mutateAsync, endSessions: endSessions.mutateAsync };
}
