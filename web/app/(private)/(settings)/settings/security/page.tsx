import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { passkeysQuery, totpQuery } from '@/features/settings/account-queries';
import { ChangePassword } from '@/features/settings/components/change-password';
import { PasskeyList } from '@/features/settings/components/passkey-list';
import { TwoStepSection } from '@/features/settings/components/two-step-section';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Security' };

export default async function SecurityPage() {
  await requireUser('/settings/security');
  const state = await prefetchQueries('auth', (queries, client) =>
    Promise.all([queries.prefetchQuery(totpQuery(client)), queries.prefetchQuery(passkeysQuery(client))]),
  );
  return (
    <>
      <PageHeading title="Security" text="How you sign in." />
      <HydrationBoundary state={state}>
        <div className="grid gap-6">
          <ChangePassword />
          <TwoStepSection />
          <PasskeyList />
        </div>
      </HydrationBoundary>
    </>
  );
}
