import { describe, expect, it } from 'vitest';
import { TaskEntity } from './task.entity.ts';
import { cursorAfter, cursorPattern, parseCursor, sorts } from './task-order.ts';

const moment = new Date('2026-03-04T05:06:07.089Z');
const task = Object.assign(new TaskEntity(), {
  id: 42,
  title: 'Größe ~ prüfen 😀',
  priority: 'medium',
  due_date: '2026-12-31',
  created_at: moment,
  updated_at: moment,
});

describe.each(sorts)('a cursor for the order %s', (sort) => {
  const cursor = cursorAfter(task, parseCursor(sort, undefined));

  it('has the documented form', () => {
    expect(cursor).toMatch(cursorPattern);
  });

  it('continues after its row in its own order, whichever order the request names', () => {
    const parsed = parseCursor('-created_at', cursor);
    expect(parsed.sort).toBe(sort);
    expect(parsed.after?.id).toBe(42);
    const values: Record<string, unknown> = { due_date: 20261231, '-priority': 2, title: task.title };
    expect(parsed.after?.value).toEqual(values[sort] ?? moment);
  });
});

it('limits a cursor beyond the largest date that the database can compare', () => {
  const parsed = parseCursor('created_at', 'created_at~999999999999999~1');
  expect(parsed.after?.value).toEqual(new Date('9999-12-31T23:59:59.999Z'));
});
