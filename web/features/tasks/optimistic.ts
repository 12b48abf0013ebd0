import type { QueryClient } from '@tanstack/react-query';
import type { Task, TaskCounts } from '@/lib/api/generated/types.gen';
import type { TaskFilters } from './filters';
import type { TaskStatus } from './task';
import { swapTask, type TaskPages, withoutTask, withTask } from './task-pages';
import { taskKeys } from './task-queries';

/**
 * Changes to every cached list at once. A rollback is the inverse change of the one task, never a snapshot of the
 * lists: a snapshot would also undo whatever else was done while the request was under way.
 */
function changeLists(client: QueryClient, change: (pages: TaskPages, filters: TaskFilters) => TaskPages): void {
  for (const [key, pages] of client.getQueriesData<TaskPages>({ queryKey: taskKeys.lists })) {
    if (pages !== undefined) client.setQueryData<TaskPages>(key, change(pages, key[2] as TaskFilters));
  }
}

/** Stops fetches under way, whose older answers would overwrite an optimistic change. */
export async function holdFetches(client: QueryClient): Promise<void> {
  await client.cancelQueries({ queryKey: taskKeys.all });
}

export function showTask(client: QueryClient, task: Task): void {
  changeLists(client, (pages, filters) => withTask(pages, task, filters));
}

export function hideTask(client: QueryClient, id: number): void {
  changeLists(client, (pages) => withoutTask(pages, id));
}

export function exchangeTask(client: QueryClient, id: number, task: Task): void {
  changeLists(client, (pages) => swapTask(pages, id, task));
}

/** Moves one task between the counts; undefined stands for "not there". */
export function moveCount(client: QueryClient, from: TaskStatus | undefined, to: TaskStatus | undefined): void {
  client.setQueryData<TaskCounts>(taskKeys.counts, (counts) => {
    if (counts === undefined || from === to) return counts;
    const next = { ...counts };
    if (from !== undefined) next[from] = Math.max(0, next[from] - 1);
    if (to !== undefined) next[to] += 1;
    return next;
  });
}

/**
 * After an answer the visible list is already right, so only what cannot be seen is marked for a later fetch. The
 * counts are fetched when the last change has been answered: before that they would contradict the page. Nothing waits for them: whoever changed something wants to know
 * whether that worked.
 */
export function settle(client: QueryClient): void {
  if (client.isMutating({ mutationKey: taskKeys.all }) > 1) return;
  void client.invalidateQueries({ queryKey: taskKeys.counts });
  void client.invalidateQueries({ queryKey: taskKeys.lists, refetchType: 'none' });
}
