import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata, Route } from 'next';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { Dashboard } from '@/features/tasks/components/dashboard';
import { dashboardPath, parseFilters, parseSort, sortCookie } from '@/features/tasks/filters';
import { taskCountsQuery, taskListQuery } from '@/features/tasks/task-queries';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';
import { singleValues } from '@/lib/single-values';
import { parseTheme, themeCookie } from '@/lib/theme';

export const metadata: Metadata = { title: 'Tasks' };

export default async function DashboardPage({ searchParams }: PageProps<'/dashboard'>) {
  const search = singleValues(await searchParams);
  const filters = parseFilters(search);
  const user = await requireUser(dashboardPath(filters));
  const cookieStore = await cookies();
  const remembered = { ...filters, sort: parseSort(cookieStore.get(sortCookie)?.value ?? null) };
  // The order is in the URL, so that a link shows the same list.
  if (!search.has('sort') && remembered.sort !== filters.sort) redirect(dashboardPath(remembered) as Route);
  const state = await prefetchQueries('tasks', (queries, client) =>
    Promise.all([
      queries.prefetchInfiniteQuery(taskListQuery(filters, client)),
      queries.prefetchQuery(taskCountsQuery(client)),
    ]),
  );
  return (
    <HydrationBoundary state={state}>
      <Dashboard user={user} theme={parseTheme(cookieStore.get(themeCookie)?.value)} />
    </HydrationBoundary>
  );
}
