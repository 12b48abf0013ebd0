import { taskDescription, taskTitle } from '@taskyard/contracts/fields';
import * as z from 'zod/mini';
import type { Task } from '@/lib/api/generated/types.gen';
import { priorities, statuses } from './task';

/** The values of the form. Empty text means "none", because inputs have no null. */
export const taskFormSchema = z.object({
  title: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Give the task a title'),
      z.maxLength(taskTitle.maxLength, `Use at most ${taskTitle.maxLength} characters`),
    ),
  description: z
    .string()
    .check(
      z.maxLength(
        taskDescription.maxLength,
        `Use at most ${taskDescription.maxLength.toLocaleString('en')} characters`,
      ),
    ),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  due_date: z.union([z.literal(''), z.iso.date()], 'Enter a date such as 2026-12-24'),
});

export type TaskFormValues = z.infer<typeof taskFormSchema>;

/** In the order of the form: the first wrong field gets the focus. */
export const taskFormFields = Object.keys(taskFormSchema.shape) as (keyof TaskFormValues)[];

/** The values as the API takes them. */
export interface TaskDraft extends Omit<TaskFormValues, 'description' | 'due_date'> {
  readonly description: string | null;
  readonly due_date: string | null;
}

export const emptyForm: TaskFormValues = {
  title: '',
  description: '',
  status: 'pending',
  priority: 'medium',
  due_date: '',
};

export function formValues(task: Task): TaskFormValues {
  const { title, description, status, priority, due_date } = task;
  return { title, description: description ?? '', status, priority, due_date: due_date ?? '' };
}

export function draftFrom({ description, due_date, ...rest }: TaskFormValues): TaskDraft {
  return {
    ...rest,
    description: description.trim() === '' ? null : description,
    due_date: due_date === '' ? null : due_date,
  };
}

/** Only the changed fields, so that changes of other fields made elsewhere are not overwritten. */
export function changesTo(task: Task, draft: TaskDraft): Partial<TaskDraft> {
  const keys = Object.keys(draft) as (keyof TaskDraft)[];
  return Object.fromEntries(keys.filter((key) => draft[key] !== task[key]).map((key) => [key, draft[key]]));
}
