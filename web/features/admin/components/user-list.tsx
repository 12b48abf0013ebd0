'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import clsx from 'clsx';
import { useRef, useState } from 'react';
import { usersQuery } from '@/features/admin/admin-queries';
import { useUserFilters } from '@/features/admin/hooks/use-user-filters';
import { everybody, isNarrowed, searchLimit } from '@/features/admin/user-filters';
import { useCurrentUser } from '@/lib/session/current-user-query';
import { Button } from '@/ui/button';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { SearchBox } from '@/ui/search-box';
import { RowsSkeleton } from './rows-skeleton';
import { type UserAct, UserDialog } from './user-dialog';
import { UserRow } from './user-row';
import { UserToolbar } from './user-toolbar';

export function People() {
  const [filters, changeFilters] = useUserFilters();
  const query = useInfiniteQuery(usersQuery(filters));
  const viewer = useCurrentUser();
  const search = useRef<HTMLInputElement>(null);
  const [act, setAct] = useState<UserAct>();
  const people = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-3">
        <SearchBox
          label="Search people"
          maxLength={searchLimit}
          className="min-w-0 flex-1 basis-60"
          input={search}
          value={filters.q}
          onChange={(q) => changeFilters({ q }, 'replace')}
        />
        <UserToolbar filters={filters} onFilter={changeFilters} />
      </div>
      <p role="status" className="sr-only">
        {people && !query.isPlaceholderData && amount(people.length, query.hasNextPage)}
      </p>
      {people === undefined && !query.isError && <RowsSkeleton label="Loading people" />}
      {people === undefined && query.isError && (
        <LoadError
          attempt="load the people"
          error={query.error}
          busy={query.isFetching}
          onRetry={() => query.refetch()}
        />
      )}
      {people?.length === 0 && <Nobody narrowed={isNarrowed(filters)} onClear={() => changeFilters(everybody)} />}
      {people !== undefined && people.length > 0 && (
        <ul
          aria-label="People"
          aria-busy={query.isPlaceholderData}
          className={clsx(
            'divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card transition-opacity',
            query.isPlaceholderData && 'opacity-55',
          )}
        >
          {people.map((person) => (
            <UserRow key={person.id} person={person} self={person.id === viewer.id} onAct={setAct} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      <UserDialog act={act} self={act?.person.id === viewer.id} onClose={() => setAct(undefined)} />
    </>
  );
}

function amount(shown: number, more: boolean): string {
  if (more) return `More than ${shown} people`;
  return shown === 1 ? '1 person' : `${shown} people`;
}

interface NobodyProps {
  readonly narrowed: boolean;
  readonly onClear: () => void;
}

function Nobody({ narrowed, onClear }: NobodyProps) {
  return (
    <section className="grid justify-items-center gap-4 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      <div className="grid max-w-md gap-1.5">
        <h2 className="font-semibold text-lg tracking-[-0.01em]">Nobody here</h2>
        <p className="text-muted">Nobody fits this search. Check the spelling, or look through everybody.</p>
      </div>
      {narrowed && (
        <Button variant="secondary" onClick={onClear}>
          Show everybody
        </Button>
      )}
    </section>
  );
}
