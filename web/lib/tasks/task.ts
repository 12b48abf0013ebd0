import type { Task } from '@/lib/api/generated/types.gen';

export type TaskStatus = Task['status'];
export type TaskPriority = Task['priority'];

/** In the order work moves. */
export const statuses = ['pending', 'in_progress', 'completed'] as const satisfies readonly TaskStatus[];

/** Most important first. */
export const priorities = ['high', 'medium', 'low'] as const satisfies readonly TaskPriority[];

export const statusLabels: Readonly<Record<TaskStatus, string>> = {
  pending: 'To do',
  in_progress: 'In progress',
  completed: 'Completed',
};

export const priorityLabels: Readonly<Record<TaskPriority, string>> = { high: 'High', medium: 'Medium', low: 'Low' };

/** The API's limits, in characters. */
export const limits = { title: 255, description: 10_000, search: 200 } as const;
