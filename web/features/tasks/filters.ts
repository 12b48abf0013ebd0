import { taskSearch } from '@taskyard/contracts/fields';
import { priorities, statuses, type TaskPriority, type TaskStatus } from './task';

/** What the dashboard shows. Kept in the URL, so that a link shows the same list. */
export interface TaskFilters {
  readonly status: TaskStatus | undefined;
  readonly priority: TaskPriority | undefined;
  readonly q: string;
  readonly sort: TaskSort;
}

export const sorts = ['-created_at', 'created_at', '-updated_at', 'due_date', '-priority', 'title'] as const;

export type TaskSort = (typeof sorts)[number];

export const sortLabels: Readonly<Record<TaskSort, string>> = {
  '-created_at': 'Newest first',
  created_at: 'Oldest first',
  '-updated_at': 'Last changed',
  due_date: 'Due date',
  '-priority': 'Priority',
  title: 'Title',
};

export const noFilters: TaskFilters = { status: undefined, priority: undefined, q: '', sort: '-created_at' };

function oneOf<Value extends string>(values: readonly Value[], value: string | null): Value | undefined {
  return values.find((known) => known === value);
}

/** The order that the user chose last. A cookie, so that the first page already has it. */
export const sortCookie = 'taskyard_sort';

export function parseSort(value: string | null): TaskSort {
  return oneOf(sorts, value) ?? noFilters.sort;
}

/** Reads filters from a URL. Unknown values are ignored, because users edit and shorten links. */
export function parseFilters(search: URLSearchParams): TaskFilters {
  return {
    status: oneOf(statuses, search.get('status')),
    priority: oneOf(priorities, search.get('priority')),
    q: (search.get('q') ?? '').slice(0, taskSearch.maxLength).trim(),
    sort: parseSort(search.get('sort')),
  };
}

/** The URL of the dashboard for these filters, without default values. */
export function dashboardPath(filters: TaskFilters): `/dashboard${string}` {
  const search = new URLSearchParams();
  if (filters.status !== undefined) search.set('status', filters.status);
  if (filters.priority !== undefined) search.set('priority', filters.priority);
  if (filters.q !== '') search.set('q', filters.q);
  if (filters.sort !== noFilters.sort) search.set('sort', filters.sort);
  return search.size === 0 ? '/dashboard' : `/dashboard?${search}`;
}

/** Whether these filters hide tasks. The sort order hides none. */
export function isFiltered(filters: TaskFilters): boolean {
  return filters.status !== undefined || filters.priority !== undefined || filters.q !== '';
}
