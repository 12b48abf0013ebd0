'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { ApiFailure } from '@/lib/api/failure';
import { deleteTask, restoreTask } from '@/lib/api/generated/sdk.gen';
import type { Task } from '@/lib/api/generated/types.gen';
import { cancelFetches, hideTask, moveCount, settle, showTask } from '../optimistic';
import { taskKeys } from '../task-queries';

/** Moves a task to the trash. Optimistic: it comes back when the API refuses. A task that no longer exists is a success. */
export function useDeleteTask() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.all,
    mutationFn: (task: Task) => call(deleteTask({ path: { id: task.id } })).catch(ignoreMissing),
    onMutate: async (task) => {
      await cancelFetches(client);
      hideTask(client, task.id);
      moveCount(client, task.status, undefined);
    },
    onError: (_error, task) => {
      showTask(client, task);
      moveCount(client, undefined, task.status);
    },
    onSettled: () => settle(client),
  });
}

function ignoreMissing(error: unknown): undefined {
  if (error instanceof ApiFailure && error.status === 404) return undefined;
  throw error;
}

/** Restores a task from the trash. Optimistic: listed at once, removed again when the API refuses. */
export function useRestoreTask() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.all,
    mutationFn: (task: Task) => call(restoreTask({ path: { id: task.id } })),
    onMutate: async (task) => {
      await cancelFetches(client);
      showTask(client, task);
      moveCount(client, undefined, task.status);
    },
    onSuccess: (restored) => showTask(client, restored),
    onError: (_error, task) => {
      hideTask(client, task.id);
      moveCount(client, task.status, undefined);
    },
    onSettled: () => settle(client),
  });
}
