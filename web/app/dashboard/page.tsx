import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies, headers } from 'next/headers';
import { QueryProvider } from '@/features/shell/components/query-provider';
import { StyleNonce } from '@/features/shell/components/style-nonce';
import { Dashboard } from '@/features/tasks/components/dashboard';
import { dashboardPath, parseFilters, type TaskFilters } from '@/features/tasks/filters';
import { taskCountsQuery, taskListQuery } from '@/features/tasks/task-queries';
import { serverClient } from '@/lib/api/server-client';
import { environment } from '@/lib/environment';
import { requireUser } from '@/lib/session/current-user';
import { singleValues } from '@/lib/single-values';
import { parseTheme, themeCookie } from '@/lib/theme';

export const metadata: Metadata = { title: 'Tasks' };

/**
 * The first page of tasks and the counts. A failure is left out rather than thrown: the browser then asks again itself
 * and shows what is wrong in the list's place.
 */
async function prefetch(filters: TaskFilters): Promise<QueryClient> {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const api = await serverClient(environment().TASKS_API_URL);
  await Promise.all([
    queries.prefetchInfiniteQuery(taskListQuery(filters, api)),
    queries.prefetchQuery(taskCountsQuery(api)),
  ]);
  return queries;
}

export default async function DashboardPage({ searchParams }: PageProps<'/dashboard'>) {
  const filters = parseFilters(singleValues(await searchParams));
  const user = await requireUser(dashboardPath(filters));
  const queries = await prefetch(filters);
  return (
    <QueryProvider>
      <StyleNonce nonce={(await headers()).get('x-nonce') ?? ''} />
      <HydrationBoundary state={dehydrate(queries)}>
        <Dashboard user={user} theme={parseTheme((await cookies()).get(themeCookie)?.value)} />
      </HydrationBoundary>
    </QueryProvider>
  );
}
