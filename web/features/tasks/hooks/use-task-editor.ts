'use client';

import { useCallback, useEffect, useState } from 'react';
import type { Task } from '@/lib/api/generated/types.gen';
import { type TaskEditorState, taskDraftStore } from '../task-draft-store';
import type { TaskFormValues } from '../task-form-schema';

/** The state of the editor of tasks. */
export interface TaskEditor {
  readonly state: TaskEditorState | undefined;
  /** Values that were typed before a reload; undefined for a fresh form. */
  readonly draft: TaskFormValues | undefined;
  readonly create: (title?: string, onCreated?: () => void) => void;
  readonly edit: (task: Task) => void;
  /** Keeps what is typed; undefined when it equals what the form began with. */
  readonly keep: (values: TaskFormValues | undefined) => void;
  readonly close: () => void;
}

interface OpenEditor {
  readonly state: TaskEditorState;
  readonly draft?: TaskFormValues;
}

/** @param userId of the signed-in user, whose draft opens again after a reload */
export function useTaskEditor(userId: number): TaskEditor {
  const [open, setOpen] = useState<OpenEditor>();
  const state = open?.state;

  // After hydration: the server does not know the draft.
  useEffect(() => {
    const stored = taskDraftStore.load(userId);
    if (stored !== undefined) setOpen({ state: stored.state, draft: stored.values });
  }, [userId]);

  const keep = useCallback(
    (values: TaskFormValues | undefined) => {
      if (state === undefined || values === undefined) taskDraftStore.clear();
      else taskDraftStore.save(userId, state, values);
    },
    [userId, state],
  );

  const create = useCallback(
    (title = '', onCreated?: () => void) =>
      setOpen({ state: { kind: 'create', title, ...(onCreated && { onCreated }) } }),
    [],
  );
  const edit = useCallback((task: Task) => setOpen({ state: { kind: 'edit', task } }), []);
  const close = useCallback(() => {
    taskDraftStore.clear();
    setOpen(undefined);
  }, []);
  return { state, draft: open?.draft, keep, create, edit, close };
}
