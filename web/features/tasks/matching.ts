import type { Task } from '@/lib/api/generated/types.gen';
import type { TaskFilters, TaskSort } from './filters';

/** Whether the API would list the task with these filters. An approximation: the browser has no collations. */
export function matches(task: Task, { status, priority, q }: TaskFilters): boolean {
  if (status !== undefined && task.status !== status) return false;
  if (priority !== undefined && task.priority !== priority) return false;
  const wanted = q.toLowerCase();
  return `${task.title}\n${task.description ?? ''}`.toLowerCase().includes(wanted);
}

type Order = (a: Task, b: Task) => number;

const rank = { high: 0, medium: 1, low: 2 } as const;
const newestFirst: Order = (a, b) => b.id - a.id;
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const orders: Readonly<Record<TaskSort, Order>> = {
  '-created_at': (a, b) => byText(b.created_at, a.created_at) || newestFirst(a, b),
  created_at: (a, b) => byText(a.created_at, b.created_at) || a.id - b.id,
  '-updated_at': (a, b) => byText(b.updated_at, a.updated_at) || newestFirst(a, b),
  due_date: (a, b) => byText(a.due_date ?? '9999', b.due_date ?? '9999') || a.id - b.id,
  '-priority': (a, b) => rank[a.priority] - rank[b.priority] || newestFirst(a, b),
  title: (a, b) => a.title.localeCompare(b.title) || a.id - b.id,
};

/** The API's sort order. An approximation that is good enough to place one task until the next fetch. */
export function orderOf(sort: TaskSort): Order {
  return orders[sort];
}
