import { openTaskStatuses, taskDescription, taskPriorities, taskStatuses, taskTitle } from '@taskyard/contracts/fields';
import { z } from 'zod';
import { oneOf } from '../platform/config/field.schemas.ts';
import { integerParameter, text, visibleText } from '../platform/http/text.schema.ts';
import type { TaskEntity } from './task.entity.ts';
import { cursorPattern, defaultSort, sorts } from './task-order.ts';

const maximumPageSize = 100;

const title = visibleText(1, taskTitle.maxLength);
const description = text(0, taskDescription.maxLength).nullable();
const status = oneOf(taskStatuses);
const priority = oneOf(taskPriorities);
const due_date = z.iso.date('must be a date such as 2026-12-31').nullable();

export const taskSchema = z
  .object({
    id: z.int().min(1),
    user_id: z.int().min(1),
    title: z.string(),
    description: z.string().nullable(),
    status: z.enum(taskStatuses),
    previous_status: z
      .enum(openTaskStatuses)
      .nullable()
      .meta({ description: 'The status before the task was completed, to return to; null for an open task.' }),
    priority: z.enum(taskPriorities),
    due_date: z.iso.date().nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof taskSchema>;

export function toTask({ deleted_at: _, created_at, updated_at, ...fields }: TaskEntity): Task {
  return { ...fields, created_at: created_at.toISOString(), updated_at: updated_at.toISOString() };
}

export const newTaskSchema = z
  .strictObject({
    title,
    description: description.default(null),
    status: status.default('pending'),
    priority: priority.default('medium'),
    due_date: due_date.default(null),
  })
  .meta({ id: 'NewTask' });
export type NewTask = z.infer<typeof newTaskSchema>;

export const taskChangesSchema = z
  .strictObject({ title, description, status, priority, due_date })
  .exactPartial()
  .refine((changes) => Object.keys(changes).length > 0, 'must have at least one field to change')
  .meta({ id: 'TaskChanges', minProperties: 1 });
export type TaskChanges = z.infer<typeof taskChangesSchema>;

export const statusChangeSchema = z.strictObject({ status }).meta({ id: 'StatusChange' });
export type StatusChange = z.infer<typeof statusChangeSchema>;

export const taskIdSchema = integerParameter(1, Number.MAX_SAFE_INTEGER);

export const taskQuerySchema = z.strictObject({
  status: status.optional(),
  priority: priority.optional(),
  q: text(1, 200).optional().meta({ description: 'Text in the title or the description. Case does not matter.' }),
  sort: oneOf(sorts).default(defaultSort).meta({ description: 'A leading hyphen means descending.' }),
  limit: integerParameter(1, maximumPageSize).default(25).meta({ default: 25 }),
  cursor: z.string().max(2000).regex(cursorPattern, 'must be a next_cursor of an earlier page').optional().meta({
    description: '`next_cursor` of the previous page. It contains the order of that page, which replaces `sort`.',
  }),
});
export type TaskQuery = z.infer<typeof taskQuerySchema>;

export const taskPageSchema = z
  .object({
    items: z.array(taskSchema),
    next_cursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  })
  .meta({ id: 'TaskPage' });
export type TaskPage = z.infer<typeof taskPageSchema>;

const total = z.int().min(0);

export const taskCountsSchema = z
  .object({ pending: total, in_progress: total, completed: total })
  .meta({ id: 'TaskCounts' });
export type TaskCounts = z.infer<typeof taskCountsSchema>;

const exportedTaskSchema = taskSchema
  .extend({
    deleted_at: z.iso
      .datetime()
      .nullable()
      .meta({ description: 'When the task was moved to the trash; null for a live task.' }),
  })
  .meta({ id: 'ExportedTask' });
type ExportedTask = z.infer<typeof exportedTaskSchema>;

export function toExportedTask(task: TaskEntity): ExportedTask {
  return { ...toTask(task), deleted_at: task.deleted_at?.toISOString() ?? null };
}

export const taskExportSchema = z
  .object({ exported_at: z.iso.datetime(), tasks: z.array(exportedTaskSchema) })
  .meta({ id: 'TaskExport' });
