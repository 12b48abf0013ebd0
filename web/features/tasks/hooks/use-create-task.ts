'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { createTask } from '@/lib/api/generated/sdk.gen';
import type { Task } from '@/lib/api/generated/types.gen';
import { cancelFetches, hideTask, moveCount, replaceProvisionalTask, settle, showTask } from '../optimistic';
import type { TaskDraft } from '../task-form-schema';
import { taskKeys } from '../task-queries';

/** Tasks that the API has not created yet have negative ids. They exist only in the cache. */
let lastProvisionalId = 0;

export function isProvisional(task: Task): boolean {
  return task.id < 0;
}

/** Creates a task. Optimistic: listed at once, replaced by the API's answer, removed when the API refuses. */
export function useCreateTask() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: taskKeys.all,
    mutationFn: (draft: TaskDraft) => call(createTask({ body: draft })),
    onMutate: async (draft) => {
      lastProvisionalId -= 1;
      const now = new Date().toISOString();
      const task: Task = {
        ...draft,
        id: lastProvisionalId,
        user_id: 0,
        previous_status: null,
        created_at: now,
        updated_at: now,
      };
      await cancelFetches(client);
      showTask(client, task);
      moveCount(client, undefined, task.status);
      return task;
    },
    onSuccess: (created, _draft, provisional) => replaceProvisionalTask(client, provisional.id, created),
    onError: (_error, draft, provisional) => {
      if (provisional !== undefined) hideTask(client, provisional.id);
      moveCount(client, draft.status, undefined);
    },
    onSettled: () => settle(client),
  });
}
