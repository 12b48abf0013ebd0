import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { usersQuery } from '@/features/admin/admin-queries';
import { UserList } from '@/features/admin/components/user-list';
import { parseUserFilters, usersPath } from '@/features/admin/user-filters';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireAdmin } from '@/lib/session/current-user';
import { singleValues } from '@/lib/single-values';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Users' };

export default async function UsersPage({ searchParams }: PageProps<'/admin/users'>) {
  const filters = parseUserFilters(singleValues(await searchParams));
  await requireAdmin(usersPath(filters));
  const state = await prefetchQueries('auth', (queries, client) =>
    queries.prefetchInfiniteQuery(usersQuery(filters, client)),
  );
  return (
    <>
      <PageHeading title="Users" text="All accounts of this site. Admins cannot see the tasks of other users." />
      <HydrationBoundary state={state}>
        <UserList />
      </HydrationBoundary>
    </>
  );
}
