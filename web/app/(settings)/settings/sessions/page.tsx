import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { devicesQuery } from '@/features/settings/account-queries';
import { Devices } from '@/features/settings/components/devices';
import { PageHeading } from '@/features/settings/components/page-heading';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireViewer } from '@/lib/session/viewer';

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
