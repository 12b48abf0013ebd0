import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { PageHeading } from '@/components/settings/page-heading';
import { Tokens } from '@/components/settings/tokens';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireViewer } from '@/lib/session/viewer';
import { tokensQuery } from '@/lib/settings/account-queries';

export const metadata: Metadata = { title: 'Access tokens' };

export default async function TokensPage() {
  await requireViewer('/settings/tokens');
  const state = await prefetchAccount((queries, api) => queries.prefetchQuery(tokensQuery(api)));
  return (
    <>
      <PageHeading title="Access tokens" text="Keys for programs, each with only the rights it needs." />
      <HydrationBoundary state={state}>
        <Tokens />
      </HydrationBoundary>
    </>
  );
}
