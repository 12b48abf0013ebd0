import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { People } from '@/components/admin/people';
import { PageHeading } from '@/components/settings/page-heading';
import { peopleQuery } from '@/lib/admin/admin-queries';
import { parsePeopleFilters, peoplePath } from '@/lib/admin/people-filters';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireAdmin } from '@/lib/session/require-admin';
import { singleValues } from '@/lib/single-values';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage({ searchParams }: PageProps<'/admin/people'>) {
  const filters = parsePeopleFilters(singleValues(await searchParams));
  await requireAdmin(peoplePath(filters));
  const state = await prefetchAccount((queries, api) => queries.prefetchInfiniteQuery(peopleQuery(filters, api)));
  return (
    <>
      <PageHeading title="People" text="Everybody with an account here. Their tasks stay their own." />
      <HydrationBoundary state={state}>
        <People />
      </HydrationBoundary>
    </>
  );
}
