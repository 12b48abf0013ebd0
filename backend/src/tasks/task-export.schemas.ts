import { z } from 'zod';
import { taskSchema } from './task.schemas.ts';

export const exportedTaskSchema = taskSchema
  .extend({
    deleted_at: z.iso.datetime().nullable().meta({ description: 'When it went to the trash; null while it is live.' }),
  })
  .meta({ id: 'ExportedTask' });
export type ExportedTask = z.infer<typeof exportedTaskSchema>;

export const taskExportSchema = z
  .object({ exported_at: z.iso.datetime(), tasks: z.array(exportedTaskSchema) })
  .meta({ id: 'TaskExport' });
