import { expect, it } from 'vitest';
import { noFilters } from './filters.ts';
import { placementOf } from './placement.ts';
import { taskFixture } from './task.fixture.ts';
import { changedTask, toggledStatus } from './task.ts';

const task = taskFixture(1, { title: 'Paint', status: 'completed' });

it('says nothing about a task that the view shows', () => {
  expect(placementOf(task, noFilters, 'added')).toBeUndefined();
});

it('names the status that a task moved to', () => {
  const filters = { ...noFilters, status: 'pending' } as const;
  expect(placementOf(task, filters, 'added')).toEqual({ title: 'Added “Paint” to Completed' });
  expect(placementOf(task, filters, 'changed')).toEqual({ title: 'Moved “Paint” to Completed' });
});

it('explains that another filter hides the task', () => {
  const filters = { ...noFilters, q: 'varnish' };
  const advice = 'It does not match the filters of this view.';
  expect(placementOf(task, filters, 'added')).toEqual({ title: 'Added “Paint” to Completed', advice });
  expect(placementOf(task, filters, 'changed')).toEqual({ title: 'Saved “Paint” in Completed', advice });
});

it('a task returns to the status that it had before it was completed', () => {
  const open = taskFixture(2, { status: 'in_progress' });
  const done = changedTask(open, { status: toggledStatus(open) });
  expect(done).toMatchObject({ status: 'completed', previous_status: 'in_progress' });
  expect(changedTask(done, { title: 'Renamed' }).previous_status).toBe('in_progress');
  expect(changedTask(done, { status: toggledStatus(done) })).toEqual(open);
  expect(toggledStatus(taskFixture(3, { status: 'completed' }))).toBe('pending');
});
