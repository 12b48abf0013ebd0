import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { tokensQuery } from '@/features/settings/account-queries';
import { TokenList } from '@/features/settings/components/token-list';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';
import { PageHeading } from '@/ui/page-heading';

export const metadata: Metadata = { title: 'Access tokens' };

export default async function TokensPage() {
  await requireUser('/settings/tokens');
  const state = await prefetchQueries('auth', (queries, client) => queries.prefetchQuery(tokensQuery(client)));
  return (
    <>
      <PageHeading
        title="Access tokens"
        text="Give programs access to your tasks, with only the permissions that they need."
      />
      <HydrationBoundary state={state}>
        <TokenList />
      </HydrationBoundary>
    </>
  );
}
