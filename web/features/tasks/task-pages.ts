import type { InfiniteData } from '@tanstack/react-query';
import type { Task, TaskPage } from '@/lib/api/generated/types.gen';
import type { TaskFilters } from './filters';
import { matches, orderOf } from './matching';

/** The loaded pages of one list. */
export type TaskPages = InfiniteData<TaskPage, unknown>;

export function allTasks(pages: TaskPages): Task[] {
  return pages.pages.flatMap((page) => page.items);
}

function findTask(pages: TaskPages, id: number): Task | undefined {
  return allTasks(pages).find((task) => task.id === id);
}

function mapItems(pages: TaskPages, change: (items: Task[]) => Task[]): TaskPages {
  return { ...pages, pages: pages.pages.map((page) => ({ ...page, items: change(page.items) })) };
}

export function withoutTask(pages: TaskPages, id: number): TaskPages {
  return mapItems(pages, (items) => items.filter((task) => task.id !== id));
}

/** Replaces the task with `id` by `task`, as when a new task gets its real id. Changes nothing when `id` is not listed. */
export function replaceTask(pages: TaskPages, id: number, task: Task): TaskPages {
  return mapItems(pages, (items) => items.map((item) => (item.id === id ? task : item)));
}

/**
 * Updates `task` in the list. A listed task keeps its place, so that nothing moves under the pointer. A task that no longer
 * matches the filters is removed. A new task is inserted in order when its place is among the loaded pages.
 */
export function withTask(pages: TaskPages, task: Task, filters: TaskFilters): TaskPages {
  if (!matches(task, filters)) return withoutTask(pages, task.id);
  if (findTask(pages, task.id) !== undefined) return replaceTask(pages, task.id, task);
  return insert(pages, task, filters);
}

function insert(pages: TaskPages, task: Task, filters: TaskFilters): TaskPages {
  const order = orderOf(filters.sort);
  const lastPage = pages.pages.length - 1;
  let inserted = false;
  const next = pages.pages.map((page, index) => {
    if (inserted) return page;
    const before = page.items.findIndex((item) => order(task, item) < 0);
    const isEnd = index === lastPage && page.next_cursor === null;
    if (before === -1 && !isEnd) return page;
    inserted = true;
    const at = before === -1 ? page.items.length : before;
    return { ...page, items: page.items.toSpliced(at, 0, task) };
  });
  return { ...pages, pages: next };
}
