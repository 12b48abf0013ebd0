import type { QueryClient } from '@tanstack/react-query';
import type { Task, TaskCounts } from '@/lib/api/generated/types.gen';
import type { TaskFilters } from './filters';
import type { TaskStatus } from './task';
import { replaceTask, type TaskPages, withoutTask, withTask } from './task-pages';
import { taskKeys } from './task-queries';

/**
 * Changes every cached list. A rollback is the inverse change of the one task, not a snapshot of the lists: a snapshot
 * would also undo other changes that were made during the request.
 */
function changeLists(client: QueryClient, change: (pages: TaskPages, filters: TaskFilters) => TaskPages): void {
  for (const [key, pages] of client.getQueriesData<TaskPages>({ queryKey: taskKeys.lists })) {
    if (pages !== undefined) client.setQueryData<TaskPages>(key, change(pages, key[2] as TaskFilters));
  }
}

/** Cancels running fetches, whose older answers would overwrite an optimistic change. */
export async function cancelFetches(client: QueryClient): Promise<void> {
  await client.cancelQueries({ queryKey: taskKeys.all });
}

export function showTask(client: QueryClient, task: Task): void {
  changeLists(client, (pages, filters) => withTask(pages, task, filters));
}

export function hideTask(client: QueryClient, id: number): void {
  changeLists(client, (pages) => withoutTask(pages, id));
}

export function replaceProvisionalTask(client: QueryClient, id: number, task: Task): void {
  changeLists(client, (pages) => replaceTask(pages, id, task));
}

/** Moves one task between the counts. Undefined means "not listed". */
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
 * Loads the visible list and the counts again after the answer to the last running change: before that they would
 * contradict the page. Nothing waits for them, so that the result of a change is shown at once.
 */
export function settle(client: QueryClient): void {
  if (client.isMutating({ mutationKey: taskKeys.all }) > 1) return;
  void client.invalidateQueries({ queryKey: taskKeys.all });
}
