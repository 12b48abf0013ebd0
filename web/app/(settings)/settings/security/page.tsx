import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { ChangePassword } from '@/components/settings/change-password';
import { PageHeading } from '@/components/settings/page-heading';
import { Passkeys } from '@/components/settings/passkeys';
import { SecondFactor } from '@/components/settings/second-factor';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireViewer } from '@/lib/session/viewer';
import { passkeysQuery, totpQuery } from '@/lib/settings/account-queries';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  await requireViewer('/settings/security');
  const state = await prefetchAccount((queries, api) =>
    Promise.all([queries.prefetchQuery(totpQuery(api)), queries.prefetchQuery(passkeysQuery(api))]),
  );
  return (
    <>
      <PageHeading title="Security" text="What it takes to sign in as you." />
      <HydrationBoundary state={state}>
        <div className="grid gap-6">
          <ChangePassword />
          <SecondFactor />
          <Passkeys />
        </div>
      </HydrationBoundary>
    </>
  );
}
