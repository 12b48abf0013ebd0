import type { Task } from '@/lib/api/generated/types.gen';

/** A task for tests. Tasks with a higher id are newer. */
export function taskFixture(id: number, fields: Partial<Task> = {}): Task {
  const time = `2026-01-01T00:00:${String(id).padStart(2, '0')}.000Z`;
  return {
    id,
    user_id: 1,
    title: `Task ${id}`,
    description: null,
    status: 'pending',
    priority: 'medium',
    due_date: null,
    created_at: time,
    updated_at: time,
    ...fields,
  };
}
