import { z } from 'zod';
import { integerParameter } from '../platform/http/text.schema.ts';
import type { TaskEntity } from './task.entity.ts';
import { taskSchema, toTask } from './task.schemas.ts';

const maximumPageSize = 100;

/** `<milliseconds of deleted_at>~<id>` of the last row of a page. */
const cursorPattern = /^\d{1,15}~\d{1,15}$/;

/** The latest time that a DATETIME column can store, in milliseconds. */
const latestTimeMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

const trashedTaskSchema = taskSchema
  .extend({ deleted_at: z.iso.datetime().meta({ description: 'When the task was moved to the trash.' }) })
  .meta({ id: 'TrashedTask' });
type TrashedTask = z.infer<typeof trashedTaskSchema>;

/** A row of the trash: `deleted_at` is set. */
export type TrashedTaskEntity = TaskEntity & { readonly deleted_at: Date };

export function isTrashed(task: TaskEntity): task is TrashedTaskEntity {
  return task.deleted_at !== null;
}

export function toTrashedTask(task: TrashedTaskEntity): TrashedTask {
  return { ...toTask(task), deleted_at: task.deleted_at.toISOString() };
}

export const trashQuerySchema = z.strictObject({
  limit: integerParameter(1, maximumPageSize).default(25).meta({ default: 25 }),
  cursor: z
    .string()
    .max(31)
    .regex(cursorPattern, 'must be a next_cursor of an earlier page')
    .optional()
    .meta({ description: '`next_cursor` of the previous page.' }),
});
export type TrashQuery = z.infer<typeof trashQuerySchema>;

export const trashPageSchema = z
  .object({
    items: z.array(trashedTaskSchema),
    next_cursor: z.string().nullable().meta({ description: 'Null on the last page.' }),
  })
  .meta({ id: 'TrashPage' });
export type TrashPage = z.infer<typeof trashPageSchema>;

/** @param text matches the pattern of a cursor */
export function parseTrashCursor(text: string): { readonly deletedAt: Date; readonly id: number } {
  const [time, id] = text.split('~');
  return { deletedAt: new Date(Math.min(Number(time), latestTimeMs)), id: Number(id) };
}

export function trashCursorAfter(task: TrashedTaskEntity): string {
  return `${task.deleted_at.getTime()}~${task.id}`;
}
