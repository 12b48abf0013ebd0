import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { usersQuery } from '@/features/admin/admin-queries';
import { People } from '@/features/admin/components/user-list';
import { parsePeopleFilters, peoplePath } from '@/features/admin/user-filters';
import { PageHeading } from '@/ui/page-heading';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireAdmin } from '@/lib/session/require-admin';
import { singleValues } from '@/lib/single-values';

export const metadata: Metadata = { title: 'People' };

export default async function UserPage({ searchParams }: PageProps<'/admin/users'>) {
  const filters = parsePeopleFilters(singleValues(await searchParams));
  await requireAdmin(peoplePath(filters));
  const state = await prefetchAccount((queries, api) => queries.prefetchInfiniteQuery(usersQuery(filters, api)));
  return (
    <>
      <PageHeading title="People" text="Everybody with an account here. Their tasks stay their own." />
      <HydrationBoundary state={state}>
        <People />
      </HydrationBoundary>
    </>
  );
}
