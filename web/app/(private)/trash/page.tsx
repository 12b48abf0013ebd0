import { HydrationBoundary } from '@tanstack/react-query';
import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { Trash } from '@/features/tasks/components/trash';
import { trashQuery } from '@/features/tasks/task-queries';
import { prefetchQueries } from '@/lib/api/prefetch';
import { requireUser } from '@/lib/session/current-user';
import { parseTheme, themeCookie } from '@/lib/theme';

export const metadata: Metadata = { title: 'Trash' };

export default async function TrashPage() {
  const user = await requireUser('/trash');
  const state = await prefetchQueries('tasks', (queries, client) => queries.prefetchInfiniteQuery(trashQuery(client)));
  return (
    <HydrationBoundary state={state}>
      <Trash user={user} theme={parseTheme((await cookies()).get(themeCookie)?.value)} />
    </HydrationBoundary>
  );
}
