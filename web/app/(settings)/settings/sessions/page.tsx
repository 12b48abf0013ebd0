import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { devicesQuery } from '@/features/settings/account-queries';
import { PageHeading } from '@/ui/page-heading';
import { SessionList } from '@/features/settings/components/session-list';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';

export const metadata: Metadata = { title: 'Sessions' };

export default async function SessionsPage() {
  await requireUser('/settings/sessions');
  const state = await prefetchAccount((queries, api) => queries.prefetchQuery(devicesQuery(api)));
  return (
    <>
      <PageHeading title="Sessions" text="Where you are signed in." />
      <HydrationBoundary state={state}>
        <SessionList />
      </HydrationBoundary>
    </>
  );
}
