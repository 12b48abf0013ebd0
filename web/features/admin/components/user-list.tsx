'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { userSearch } from '@taskyard/contracts/fields';
import clsx from 'clsx';
import { useRef, useState } from 'react';
import { useCurrentUser } from '@/lib/session/current-user-query';
import { Button } from '@/ui/button';
import { LoadError } from '@/ui/load-error';
import { LoadMore } from '@/ui/load-more';
import { SearchBox } from '@/ui/search-box';
import { usersQuery } from '../admin-queries';
import { useUserFilters } from '../hooks/use-user-filters';
import { hasUserFilters, noUserFilters } from '../user-filters';
import { RowsSkeleton } from './rows-skeleton';
import { type UserAction, UserDialog } from './user-dialog';
import { UserRow } from './user-row';
import { UserToolbar } from './user-toolbar';

export function UserList() {
  const [filters, changeFilters] = useUserFilters();
  const query = useInfiniteQuery(usersQuery(filters));
  const currentUser = useCurrentUser();
  const search = useRef<HTMLInputElement>(null);
  const [action, setAction] = useState<UserAction>();
  const users = query.data?.pages.flatMap((page) => page.items);
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pb-3">
        <SearchBox
          label="Search users"
          maxLength={userSearch.maxLength}
          className="min-w-0 flex-1 basis-60"
          input={search}
          value={filters.q}
          onChange={(q) => changeFilters({ q }, 'replace')}
        />
        <UserToolbar filters={filters} onFilter={changeFilters} />
      </div>
      <p role="status" className="sr-only">
        {users && !query.isPlaceholderData && describeCount(users.length, query.hasNextPage)}
      </p>
      {users === undefined && !query.isError && <RowsSkeleton label="Loading users" />}
      {users === undefined && query.isError && (
        <LoadError
          attempt="load the users"
          error={query.error}
          busy={query.isFetching}
          onRetry={() => query.refetch()}
        />
      )}
      {users?.length === 0 && (
        <NoUsers filtered={hasUserFilters(filters)} onClear={() => changeFilters(noUserFilters)} />
      )}
      {users !== undefined && users.length > 0 && (
        <ul
          aria-label="Users"
          aria-busy={query.isPlaceholderData}
          className={clsx(
            'divide-y divide-line overflow-clip rounded-xl border border-line bg-surface shadow-card transition-opacity',
            query.isPlaceholderData && 'opacity-55',
          )}
        >
          {users.map((user) => (
            <UserRow key={user.id} user={user} self={user.id === currentUser.id} onAction={setAction} />
          ))}
        </ul>
      )}
      <LoadMore query={query} />
      <UserDialog action={action} self={action?.user.id === currentUser.id} onClose={() => setAction(undefined)} />
    </>
  );
}

function describeCount(count: number, hasMore: boolean): string {
  if (hasMore) return `More than ${count} users`;
  return count === 1 ? '1 user' : `${count} users`;
}

interface NoUsersProps {
  readonly filtered: boolean;
  readonly onClear: () => void;
}

function NoUsers({ filtered, onClear }: NoUsersProps) {
  return (
    <section className="grid justify-items-center gap-4 rounded-xl border border-line border-dashed px-6 py-14 text-center">
      <div className="grid max-w-md gap-1.5">
        <h2 className="font-semibold text-lg tracking-[-0.01em]">No users found</h2>
        <p className="text-muted">No user matches this search. Check the spelling, or show all users.</p>
      </div>
      {filtered && (
        <Button variant="secondary" onClick={onClear}>
          Show all users
        </Button>
      )}
    </section>
  );
}
