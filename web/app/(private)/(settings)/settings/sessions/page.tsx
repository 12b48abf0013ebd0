import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { sessionsQuery } from '@/features/settings/account-queries';
import { SessionList } from '@/features/settings/components/session-list';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Sessions' };

export default async function SessionsPage() {
  await requireUser('/settings/sessions');
  const state = await prefetchQueries('auth', (queries, client) => queries.prefetchQuery(sessionsQuery(client)));
  return (
    <>
      <PageHeading title="Sessions" text="The devices on which you are signed in." />
      <HydrationBoundary state={state}>
        <SessionList />
      </HydrationBoundary>
    </>
  );
}
