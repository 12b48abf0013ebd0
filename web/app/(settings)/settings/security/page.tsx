import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { passkeysQuery, totpQuery } from '@/features/settings/account-queries';
import { ChangePassword } from '@/features/settings/components/change-password';
import { PageHeading } from '@/ui/page-heading';
import { Passkeys } from '@/features/settings/components/passkey-list';
import { SecondFactor } from '@/features/settings/components/two-step-section';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  await requireUser('/settings/security');
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
