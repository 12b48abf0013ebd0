'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { changeTask } from '@/lib/api/generated/sdk.gen';
import type { Task } from '@/lib/api/generated/types.gen';
import { cancelFetches, hideTask, moveCount, settle, showTask } from '../optimistic';
import { changedTask } from '../task';
import type { TaskDraft } from '../task-form-schema';
import { taskKeys } from '../task-queries';

interface TaskChange {
  /** The task before the change. */
  readonly task: Task;
  readonly changes: Partial<TaskDraft>;
}

/** Changes a task. Optimistic: changed back when the API refuses, removed when the task no longer exists. */
export function useUpdateTask() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.all,
    mutationFn: ({ task, changes }: TaskChange) => call(changeTask({ path: { id: task.id }, body: changes })),
    onMutate: async ({ task, changes }) => {
      await cancelFetches(client);
      const next = changedTask(task, changes);
      showTask(client, next);
      moveCount(client, task.status, next.status);
    },
    onSuccess: (updated) => showTask(client, updated),
    onError: (error, { task, changes }) => {
      const isGone = error instanceof ApiFailure && error.status === 404;
      if (isGone) hideTask(client, task.id);
      else showTask(client, task);
      moveCount(client, changes.status ?? task.status, isGone ? undefined : task.status);
    },
    onSettled: () => settle(client),
  });
}
