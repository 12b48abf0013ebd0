import type { Task } from '@/lib/api/generated/types.gen';
import { draftFrom, emptyForm } from './task-form-schema';

/** A task for tests. Tasks with a higher id are newer. */
export function taskFixture(id: number, fields: Partial<Task> = {}): Task {
  const time = `2026-01-01T00:00:${String(id).padStart(2, '0')}.000Z`;
  return {
    id,
    user_id: 1,
    previous_status: null,
    ...draftFrom({ ...emptyForm, title: `Task ${id}` }),
    created_at: time,
    updated_at: time,
    ...fields,
  };
}
