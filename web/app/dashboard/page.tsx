import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { SessionDialog } from '@/features/account/components/session-dialog';
import { QueryProvider } from '@/features/shell/components/query-provider';
import { StyleNonce } from '@/features/shell/components/style-nonce';
import { Dashboard } from '@/features/tasks/components/dashboard';
import { dashboardPath, parseFilters } from '@/features/tasks/filters';
import { taskCountsQuery, taskListQuery } from '@/features/tasks/task-queries';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';
import { singleValues } from '@/lib/single-values';
import { parseTheme, themeCookie } from '@/lib/theme';

export const metadata: Metadata = { title: 'Tasks' };

export default async function DashboardPage({ searchParams }: PageProps<'/dashboard'>) {
  const filters = parseFilters(singleValues(await searchParams));
  const user = await requireUser(dashboardPath(filters));
  const state = await prefetchQueries('tasks', (queries, client) =>
    Promise.all([
      queries.prefetchInfiniteQuery(taskListQuery(filters, client)),
      queries.prefetchQuery(taskCountsQuery(client)),
    ]),
  );
  return (
    <QueryProvider>
      <StyleNonce nonce={(await headers()).get('x-nonce') ?? ''} />
      <HydrationBoundary state={state}>
        <Dashboard user={user} theme={parseTheme((await cookies()).get(themeCookie)?.value)} />
        <SessionDialog user={user} />
      </HydrationBoundary>
    </QueryProvider>
  );
}
