import { type TaskPriority, type TaskStatus, taskPriorities, taskStatuses } from '@taskyard/contracts/fields';

export type { TaskPriority, TaskStatus };

/** In the order of work. */
export const statuses = taskStatuses;

/** Most important first. */
export const priorities = taskPriorities.toReversed();

export const statusLabels: Readonly<Record<TaskStatus, string>> = {
  pending: 'To do',
  in_progress: 'In progress',
  completed: 'Completed',
};

export const priorityLabels: Readonly<Record<TaskPriority, string>> = { high: 'High', medium: 'Medium', low: 'Low' };
