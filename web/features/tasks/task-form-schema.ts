import * as z from 'zod/mini';
import type { Task } from '@/lib/api/generated/types.gen';
import { limits, priorities, statuses } from './task';

/** What the form holds; empty text stands for "none", as inputs have no null. */
export const taskFormSchema = z.object({
  title: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'Give the task a title'),
      z.maxLength(limits.title, `Use at most ${limits.title} characters`),
    ),
  description: z.string().check(z.maxLength(limits.description, 'Use at most 10,000 characters')),
  status: z.enum(statuses),
  priority: z.enum(priorities),
  due_date: z.union([z.literal(''), z.iso.date()], 'Enter a date such as 2026-12-24'),
});

export type TaskFormValues = z.infer<typeof taskFormSchema>;

/** What the API takes. */
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

/** Only what differs from the task, so that a change made elsewhere to another field is not overwritten. */
export function changesTo(task: Task, draft: TaskDraft): Partial<TaskDraft> {
  const keys = Object.keys(draft) as (keyof TaskDraft)[];
  return Object.fromEntries(keys.filter((key) => draft[key] !== task[key]).map((key) => [key, draft[key]]));
}
