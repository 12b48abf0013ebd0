import { describe, expect, it } from 'vitest';
import type { Task } from '@/lib/api/generated/types.gen';
import { noFilters } from './filters.ts';
import { taskFixture } from './task.fixture.ts';
import { allTasks, replaceTask, type TaskPages, withoutTask, withTask } from './task-pages.ts';

function pages(...lists: Task[][]): TaskPages {
  return {
    pages: lists.map((items, index) => ({ items, next_cursor: index === lists.length - 1 ? null : `c${index}` })),
    pageParams: lists.map(() => undefined),
  };
}

const ids = (list: TaskPages) => allTasks(list).map(({ id }) => id);

describe('the loaded pages of a list', () => {
  it('keep a changed task in its place', () => {
    const changed = withTask(
      pages([taskFixture(3), taskFixture(2)], [taskFixture(1)]),
      taskFixture(2, { title: 'New' }),
      noFilters,
    );
    expect(allTasks(changed).map(({ title }) => title)).toEqual(['Task 3', 'New', 'Task 1']);
  });

  it('drop a task that no longer matches the filters', () => {
    const open = { ...noFilters, status: 'pending' } as const;
    expect(
      ids(withTask(pages([taskFixture(2), taskFixture(1)]), taskFixture(2, { status: 'completed' }), open)),
    ).toEqual([1]);
  });

  it('insert a restored task at its old place, across pages', () => {
    const list = pages([taskFixture(5), taskFixture(4)], [taskFixture(2), taskFixture(1)]);
    expect(ids(withTask(list, taskFixture(3), noFilters))).toEqual([5, 4, 3, 2, 1]);
  });

  it('insert a task by due date, tasks without one last', () => {
    const list = pages([taskFixture(1, { due_date: '2026-02-01' }), taskFixture(2)]);
    const byDate = { ...noFilters, sort: 'due_date' } as const;
    expect(ids(withTask(list, taskFixture(3, { due_date: '2026-03-01' }), byDate))).toEqual([1, 3, 2]);
  });

  it('leave out a task whose place is on a page that is not loaded', () => {
    const list: TaskPages = { pages: [{ items: [taskFixture(9)], next_cursor: 'more' }], pageParams: [undefined] };
    expect(ids(withTask(list, taskFixture(1), noFilters))).toEqual([9]);
  });

  it('insert a new task into an empty list', () => {
    expect(ids(withTask(pages([]), taskFixture(1), noFilters))).toEqual([1]);
  });

  it('replace a provisional id by the real one', () => {
    expect(ids(replaceTask(pages([taskFixture(-1), taskFixture(1)]), -1, taskFixture(2)))).toEqual([2, 1]);
    expect(ids(withoutTask(pages([taskFixture(2), taskFixture(1)]), 2))).toEqual([1]);
  });
});
