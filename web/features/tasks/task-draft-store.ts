import * as z from 'zod/mini';
import type { Task } from '@/lib/api/generated/types.gen';
import { tabStorage } from '@/lib/tab-storage';
import type { TaskFormValues } from './task-form-schema';

/** What the editor is open for. `task` is the task as the form began with it. */
export type TaskEditorState =
  | { readonly kind: 'create'; readonly title: string; readonly onCreated?: () => void }
  | { readonly kind: 'edit'; readonly task: Task };

const key = 'taskyard-draft';

/** As typed: also values that the form would refuse. */
const valuesSchema = z.object({
  title: z.string(),
  description: z.string(),
  status: z.string(),
  priority: z.string(),
  due_date: z.string(),
});

const taskSchema = z.looseObject({
  ...valuesSchema.shape,
  id: z.number(),
  description: z.nullable(z.string()),
  due_date: z.nullable(z.string()),
});

const storedSchema = z.object({
  user: z.number(),
  task: z.nullable(taskSchema),
  values: valuesSchema,
});

interface StoredDraft {
  readonly state: TaskEditorState;
  readonly values: TaskFormValues;
}

/**
 * The text in the open editor, kept for a reload and for the way back to the page. In the session storage: it belongs to one
 * tab and ends with it. A draft of another user is not shown.
 */
export const taskDraftStore = {
  save(user: number, state: TaskEditorState, values: TaskFormValues): void {
    const task = state.kind === 'edit' ? state.task : null;
    tabStorage.write(key, JSON.stringify({ user, task, values }));
  },

  load(user: number): StoredDraft | undefined {
    const { data } = storedSchema.safeParse(JSON.parse(tabStorage.read(key) ?? 'null'));
    if (data === undefined || data.user !== user) return undefined;
    const { task, values } = data;
    // Written by `save`. A wrong status or date would be refused by the form's own check.
    const entered = values as TaskFormValues;
    if (task === null) return { state: { kind: 'create', title: '' }, values: entered };
    return { state: { kind: 'edit', task: task as unknown as Task }, values: entered };
  },

  clear(): void {
    tabStorage.remove(key);
  },
};
