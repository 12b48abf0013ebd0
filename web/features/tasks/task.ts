import {
  type OpenTaskStatus,
  type TaskPriority,
  type TaskStatus,
  taskPriorities,
  taskStatuses,
} from '@taskyard/contracts/fields';
import type { Task } from '@/lib/api/generated/types.gen';

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

/** The status of an open task when the user completes it, and of a completed one when the user opens it again. */
export function toggledStatus({ status, previous_status }: Task): TaskStatus {
  return status === 'completed' ? (previous_status ?? 'pending') : 'completed';
}

/** The task after a change, as the API will answer. */
export function changedTask(
  task: Task,
  changes: Partial<Pick<Task, 'title' | 'description' | 'status' | 'priority' | 'due_date'>>,
): Task {
  const { status = task.status } = changes;
  if (status === task.status) return { ...task, ...changes };
  return { ...task, ...changes, previous_status: status === 'completed' ? openStatusOf(task) : null };
}

function openStatusOf({ status }: Task): OpenTaskStatus | null {
  return status === 'completed' ? null : status;
}
