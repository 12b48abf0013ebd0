'use client';

import { useMemo } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import { showsKeyHints } from '@/lib/key-hints';
import { notifications } from '@/lib/notifications/notifications';
import { notifyFailure } from '@/lib/notifications/notify-failure';
import { noFilters, type TaskFilters } from '../filters';
import { placementOf } from '../placement';
import { changedTask } from '../task';
import type { TaskDraft } from '../task-form-schema';
import { truncate } from '../truncate';
import { useDeleteTask, useRestoreTask } from './use-delete-task';
import type { ChangeFilters } from './use-filters';
import { useUpdateTask } from './use-update-task';

export interface TaskActions {
  readonly change: (task: Task, changes: Partial<TaskDraft>) => void;
  readonly remove: (task: Task) => void;
  /** Tells where a new task is, unless the view shows it. */
  readonly announceAdded: (task: Task) => void;
  /** Tells where an edited task is, unless the view shows it. */
  readonly announceMoved: (task: Task) => void;
}

function reportFailure(error: unknown, attempt: string, retry: () => void): void {
  notifyFailure(error, attempt, { label: 'Retry', alternative: 'Repeat the action in the list', run: retry });
}

/** The actions of a row, with notifications for failures and for tasks that leave the view. Memoised for the filters. */
export function useTaskActions(filters: TaskFilters, onFilter: ChangeFilters): TaskActions {
  const { mutate: update } = useUpdateTask();
  const { mutate: remove } = useDeleteTask();
  const { mutate: restore } = useRestoreTask();

  return useMemo(() => {
    const change: TaskActions['change'] = (task, changes) => {
      const next = changedTask(task, changes);
      const placement = placementOf(next, filters, 'changed');
      if (placement !== undefined) {
        const run = () => change(next, revert(task, changes));
        const action = { label: 'Undo', alternative: 'Change it back in that view', run };
        notifications.add({ tone: 'success', ...placement, action });
      }
      const onError = (error: unknown) => reportFailure(error, 'save the change', () => change(task, changes));
      update({ task, changes }, { onError });
    };
    const undo = (task: Task) => {
      restore(task, { onError: (error) => reportFailure(error, 'restore the task', () => undo(task)) });
    };
    const removeTask = (task: Task) => {
      const action = {
        label: 'Undo',
        alternative: showsKeyHints() ? 'Press F8, then Enter, to undo' : 'Select Undo in the notification',
        run: () => undo(task),
      };
      notifications.add({ tone: 'success', title: `Deleted “${shortTitle(task)}”`, action });
      remove(task, { onError: (error) => reportFailure(error, 'delete the task', () => removeTask(task)) });
    };
    const announce = (task: Task, how: 'added' | 'changed') => {
      const placement = placementOf(task, filters, how);
      if (placement === undefined) return;
      const run = () => onFilter({ ...noFilters, status: task.status, sort: filters.sort });
      const action = { label: 'Show', alternative: 'Select that view in the navigation', run };
      notifications.add({ tone: 'success', ...placement, action });
    };
    return {
      change,
      remove: removeTask,
      announceAdded: (task) => announce(task, 'added'),
      announceMoved: (task) => announce(task, 'changed'),
    };
  }, [filters, onFilter, update, remove, restore]);
}

function revert(task: Task, changes: Partial<TaskDraft>): Partial<TaskDraft> {
  const keys = Object.keys(changes) as (keyof TaskDraft)[];
  return Object.fromEntries(keys.map((key) => [key, task[key]]));
}

function shortTitle({ title }: Task): string {
  return truncate(title, 60);
}
