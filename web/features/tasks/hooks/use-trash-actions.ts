'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '@/lib/api/call';
import { emptyTrash, purgeTask, restoreTask } from '@/lib/api/generated/sdk.gen';
import { taskKeys } from '../task-queries';

/** The actions of the trash. Each waits for the API and then loads the trash and the lists again. */
export function useTrashActions() {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: taskKeys.all });
  const restore = useMutation({ mutationFn: (id: number) => call(restoreTask({ path: { id } })), onSuccess });
  const purge = useMutation({ mutationFn: (id: number) => call(purgeTask({ path: { id } })), onSuccess });
  const empty = useMutation({ mutationFn: () => call(emptyTrash()), onSuccess });
  return { restore, purge, empty };
}
