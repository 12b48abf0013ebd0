import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { tokensQuery } from '@/features/settings/account-queries';
import { PageHeading } from '@/ui/page-heading';
import { Tokens } from '@/features/settings/components/token-list';
import { prefetchAccount } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';

export const metadata: Metadata = { title: 'Access tokens' };

export default async function TokensPage() {
  await requireUser('/settings/tokens');
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
