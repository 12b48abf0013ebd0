import { describe, expect, it } from 'vitest';
import type { Task } from '@/lib/api/generated/types.gen';
import { noFilters } from './filters.ts';
import { allTasks, replaceTask, type TaskPages, withoutTask, withTask } from './task-pages.ts';

function task(id: number, fields: Partial<Task> = {}): Task {
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

function pages(...lists: Task[][]): TaskPages {
  return {
    pages: lists.map((items, index) => ({ items, next_cursor: index === lists.length - 1 ? null : `c${index}` })),
    pageParams: lists.map(() => undefined),
  };
}

const ids = (list: TaskPages) => allTasks(list).map(({ id }) => id);

describe('the loaded pages of a list', () => {
  it('keep a changed task in its place', () => {
    const changed = withTask(pages([task(3), task(2)], [task(1)]), task(2, { title: 'New' }), noFilters);
    expect(allTasks(changed).map(({ title }) => title)).toEqual(['Task 3', 'New', 'Task 1']);
  });

  it('drop a task that no longer matches the filters', () => {
    const open = { ...noFilters, status: 'pending' } as const;
    expect(ids(withTask(pages([task(2), task(1)]), task(2, { status: 'completed' }), open))).toEqual([1]);
  });

  it('insert a restored task at its old place, across pages', () => {
    const list = pages([task(5), task(4)], [task(2), task(1)]);
    expect(ids(withTask(list, task(3), noFilters))).toEqual([5, 4, 3, 2, 1]);
  });

  it('insert a task by due date, tasks without one last', () => {
    const list = pages([task(1, { due_date: '2026-02-01' }), task(2)]);
    const byDate = { ...noFilters, sort: 'due_date' } as const;
    expect(ids(withTask(list, task(3, { due_date: '2026-03-01' }), byDate))).toEqual([1, 3, 2]);
  });

  it('leave out a task whose place is on a page that is not loaded', () => {
    const list: TaskPages = { pages: [{ items: [task(9)], next_cursor: 'more' }], pageParams: [undefined] };
    expect(ids(withTask(list, task(1), noFilters))).toEqual([9]);
  });

  it('insert a new task into an empty list', () => {
    expect(ids(withTask(pages([]), task(1), noFilters))).toEqual([1]);
  });

  it('replace a provisional id by the real one', () => {
    expect(ids(replaceTask(pages([task(-1), task(1)]), -1, task(2)))).toEqual([2, 1]);
    expect(ids(withoutTask(pages([task(2), task(1)]), 2))).toEqual([1]);
  });
});
