import {
  type TaskPriority,
  type TaskStatus,
  taskDescription,
  taskPriorities,
  taskStatuses,
  taskTitle,
} from '@taskyard/contracts/fields';

export type { TaskPriority, TaskStatus };

/** In the order work moves. */
export const statuses = taskStatuses;

/** Most important first. */
export const priorities = taskPriorities.toReversed();

export const statusLabels: Readonly<Record<TaskStatus, string>> = {
  pending: 'To do',
  in_progress: 'In progress',
  completed: 'Completed',
};

export const priorityLabels: Readonly<Record<TaskPriority, string>> = { high: 'High', medium: 'Medium', low: 'Low' };

/** The API's limits, in characters. */
export const limits = { title: taskTitle.maxLength, description: taskDescription.maxLength, search: 200 } as const;
