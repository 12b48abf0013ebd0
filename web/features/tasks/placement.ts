import type { Task } from '@/lib/api/generated/types.gen';
import type { TaskFilters } from './filters';
import { matches } from './matching';
import { statusLabels } from './task';
import { truncate } from './truncate';

/** Where a task is that the view does not show. */
interface Placement {
  readonly title: string;
  readonly advice?: string;
}

/** Tells where a task went that was added or changed; undefined when the view shows it. */
export function placementOf(task: Task, filters: TaskFilters, how: 'added' | 'changed'): Placement | undefined {
  if (matches(task, filters)) return undefined;
  const name = `“${truncate(task.title, 60)}”`;
  const place = statusLabels[task.status];
  const otherStatus = filters.status !== undefined && filters.status !== task.status;
  const verb = how === 'added' ? 'Added' : otherStatus ? 'Moved' : 'Saved';
  const title = verb === 'Saved' ? `Saved ${name} in ${place}` : `${verb} ${name} to ${place}`;
  return otherStatus ? { title } : { title, advice: 'It does not match the filters of this view.' };
}
