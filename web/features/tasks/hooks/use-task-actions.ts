'use client';

import { useMemo } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import { notifications } from '@/lib/notifications';
import { notifyFailure } from '@/lib/notify-failure';
import type { TaskFilters } from '../filters';
import { matches } from '../matching';
import { statusLabels } from '../task';
import type { TaskDraft } from '../task-form-schema';
import { useDeleteTask, useRestoreTask } from './use-delete-task';
import { useUpdateTask } from './use-update-task';

export interface TaskActions {
  readonly change: (task: Task, changes: Partial<TaskDraft>) => void;
  readonly remove: (task: Task) => void;
}

function reportFailure(error: unknown, attempt: string, retry: () => void): void {
  notifyFailure(error, attempt, { label: 'Retry', alternative: 'Do the same again in the list', run: retry });
}

/** What a row can do, with the words for when it worked out of sight or did not work. Stable while the view is. */
export function useTaskActions(filters: TaskFilters): TaskActions {
  const { mutate: update } = useUpdateTask();
  const { mutate: remove } = useDeleteTask();
  const { mutate: restore } = useRestoreTask();

  return useMemo(() => {
    const change: TaskActions['change'] = (task, changes) => {
      const next = { ...task, ...changes };
      if (!matches(next, filters)) announceLeft(next, () => change(next, revert(task, changes)));
      const onError = (error: unknown) => reportFailure(error, 'save the change', () => change(task, changes));
      update({ task, changes }, { onError });
    };
    const undo = (task: Task) => {
      restore(task, { onError: (error) => reportFailure(error, 'bring the task back', () => undo(task)) });
    };
    const removeTask = (task: Task) => {
      const action = {
        label: 'Undo',
        alternative: 'Press F8, then Enter, to undo',
        run: () => undo(task),
      };
      notifications.add({ tone: 'success', title: `Deleted “${shortTitle(task)}”`, action });
      remove(task, { onError: (error) => reportFailure(error, 'delete the task', () => removeTask(task)) });
    };
    return { change, remove: removeTask };
  }, [filters, update, remove, restore]);
}

/** Says where a task went that its own change moved out of the view. */
function announceLeft(task: Task, undo: () => void): void {
  const title = `Moved “${shortTitle(task)}” to ${statusLabels[task.status]}`;
  notifications.add({
    tone: 'success',
    title,
    action: { label: 'Undo', alternative: 'Change it back there', run: undo },
  });
}

function revert(task: Task, changes: Partial<TaskDraft>): Partial<TaskDraft> {
  const keys = Object.keys(changes) as (keyof TaskDraft)[];
  return Object.fromEntries(keys.map((key) => [key, task[key]]));
}

function shortTitle({ title }: Task): string {
  const characters = Array.from(title);
  return characters.length <= 60 ? title : `${characters.slice(0, 59).join('')}…`;
}
