import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { Devices } from '@/components/settings/devices';
import { PageHeading } from '@/components/settings/page-heading';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireViewer } from '@/lib/session/viewer';
import { devicesQuery } from '@/lib/settings/account-queries';

export const metadata: Metadata = { title: 'Sessions' };

export default async function SessionsPage() {
  await requireViewer('/settings/sessions');
  const state = await prefetchAccount((queries, api) => queries.prefetchQuery(devicesQuery(api)));
  return (
    <>
      <PageHeading title="Sessions" text="Where you are signed in." />
      <HydrationBoundary state={state}>
        <Devices />
      </HydrationBoundary>
    </>
  );
}
