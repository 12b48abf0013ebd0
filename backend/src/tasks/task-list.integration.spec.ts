import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';
import type { Task, TaskPage } from './task.schemas.ts';
import { sorts } from './task-order.ts';
import { TrashPurgeService } from './trash-purge.service.ts';

let running: TestApp;
let user: { id: number; token: string };

beforeAll(async () => {
  running = await startTestApp();
  user = await running.api.registerUser('lister');
});
afterAll(() => running.stop());

async function list(query: Record<string, string | number> = {}, token = user.token): Promise<TaskPage> {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) search.set(key, String(value));
  const answer = await running.api.get(`/api/tasks?${search}`, { token });
  if (answer.status !== 200) throw new Error(`the list answered ${answer.status}: ${answer.text}`);
  return answer.body as unknown as TaskPage;
}

async function add(fields: Record<string, unknown>, token = user.token): Promise<Task> {
  const answer = await running.api.post('/api/tasks', fields, { token });
  expect(answer.status, answer.text).toBe(201);
  return answer.body as unknown as Task;
}

describe('500 tasks', () => {
  const total = 500;
  let crowd: { id: number; token: string };
  let all: Task[];

  beforeAll(async () => {
    crowd = await running.api.registerUser('crowd');
    all = [];
    for (let i = 0; i < total; i++) {
      const fields = {
        // Few distinct values, so that every order has many ties.
        title: `Task ${i % 7}`,
        priority: (['low', 'medium', 'high'] as const)[i % 3],
        status: (['pending', 'in_progress', 'completed'] as const)[i % 4] ?? 'pending',
        due_date: i % 5 === 0 ? null : `2026-12-${String((i % 28) + 1).padStart(2, '0')}`,
      };
      all.push(await add(fields, crowd.token));
    }
  });

  /** The tasks of all pages, as a client that follows `next_cursor` reads them. */
  async function walk(query: Record<string, string | number>): Promise<Task[]> {
    const seen: Task[] = [];
    let cursor: string | null = null;
    do {
      const page: TaskPage = await list(cursor === null ? query : { ...query, cursor }, crowd.token);
      seen.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    return seen;
  }

  it.each(sorts)('are listed exactly once over all pages when sorted by %s', async (sort) => {
    const seen = await walk({ sort, limit: 33 });
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total);
    expect(seen).toHaveLength(total);
    expect(seen.map(({ id }) => id)).toEqual([...all].sort(comparator(sort)).map(({ id }) => id));
  });

  it('can be filtered by status and priority together, over pages', async () => {
    const seen = await walk({ status: 'completed', priority: 'high', limit: 10 });
    const expected = all.filter((task) => task.status === 'completed' && task.priority === 'high');
    expect(seen.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
  });

  it('are counted by status', async () => {
    const { body } = await running.api.get('/api/tasks/counts', crowd);
    const count = (status: string) => all.filter((task) => task.status === status).length;
    expect(body).toEqual({
      pending: count('pending'),
      in_progress: count('in_progress'),
      completed: count('completed'),
    });
  });

  it('are neither repeated nor lost when tasks are added and deleted between two pages', async () => {
    const first = await list({ limit: 50 }, crowd.token);
    const newcomer = await add({ title: 'Added meanwhile' }, crowd.token);
    await running.api.call('DELETE', `/api/tasks/${first.items[10]?.id}`, undefined, crowd);
    const second = await list({ limit: 50, cursor: first.next_cursor ?? '' }, crowd.token);
    expect(second.items[0]?.id).toBe(all[total - 51]?.id);
    await running.api.post(`/api/tasks/${first.items[10]?.id}/restore`, undefined, crowd);
    await running.api.call('DELETE', `/api/tasks/${newcomer.id}`, undefined, crowd);
  });
});

/** The expected order, computed from the returned tasks alone. */
function comparator(sort: string): (one: Task, other: Task) => number {
  const rank = { low: 1, medium: 2, high: 3 };
  const key = (task: Task): string | number =>
    ({
      '-created_at': task.created_at,
      created_at: task.created_at,
      '-updated_at': task.updated_at,
      due_date: task.due_date ?? '9999-99-99',
      '-priority': rank[task.priority],
      title: task.title,
    })[sort] ?? '';
  const sign = sort.startsWith('-') ? -1 : 1;
  return (one, other) => {
    const [a, b] = [key(one), key(other)];
    return sign * (a < b ? -1 : a > b ? 1 : one.id - other.id);
  };
}

describe('stores, returns and finds as plain text', () => {
  const hostile = [
    '<script>alert("x")</script>',
    "' OR 1=1 --",
    '"; DROP TABLE tasks; --',
    '100 % of _it_ \\ done',
    'مهمة عاجلة ‏RTL‏ 123',
    '👩‍👩‍👧‍👦 family 🏳️‍🌈 flag',
    '日本語のタスク',
    '$'.concat('{7*7} {{7*7}} #{7*7}'),
    'line one\nline two\ttab',
    'null byte \u0000 inside',
  ];

  it.each(hostile)('%j', async (text) => {
    const task = await add({ title: text, description: text });
    expect(task).toMatchObject({ title: text, description: text });
    const found = await list({ q: text });
    expect(found.items.map(({ id }) => id)).toEqual([task.id]);
    expect(found.items[0]).toEqual(task);
  });

  it('a description of 10,000 characters with emoji', async () => {
    const description = '😀 word '.repeat(1_429).slice(0, 11_000);
    const exact = [...description].slice(0, 10_000).join('');
    const task = await add({ title: 'Long', description: exact });
    expect((await list({ q: 'Long' })).items).toContainEqual({ ...task, description: exact });
  });

  it('wildcards of the database', async () => {
    const one = await add({ title: '50% off' });
    await add({ title: '50 pieces off' });
    expect((await list({ q: '50%' })).items.map(({ id }) => id)).toEqual([one.id]);
    expect((await list({ q: '_ff' })).items).toEqual([]);
  });

  it('one emoji and not another', async () => {
    const pear = await add({ title: 'Buy 🍐' });
    await add({ title: 'Buy 🍏' });
    expect((await list({ q: '🍐' })).items.map(({ id }) => id)).toEqual([pear.id]);
  });

  it('words in any case', async () => {
    const task = await add({ title: 'Ärger im BÜRO' });
    expect((await list({ q: 'büro' })).items.map(({ id }) => id)).toEqual([task.id]);
  });
});

describe('the list of tasks', () => {
  it("never contains another user's tasks", async () => {
    const other = await running.api.registerUser('other');
    await add({ title: 'Private matter' }, other.token);
    expect((await list({ q: 'Private matter' })).items).toEqual([]);
    expect((await list({}, other.token)).items).toHaveLength(1);
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'ten'],
    ['sort', 'password'],
    ['status', 'done'],
    ['priority', 'asap'],
    ['q', ''],
    ['q', 'x'.repeat(201)],
    ['cursor', 'created_at~x~1'],
    ['page', '2'],
  ])('rejects %s=%s and names the parameter', async (key, value) => {
    const answer = await running.api.get(`/api/tasks?${new URLSearchParams({ [key]: value })}`, user);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field: key, message: expect.any(String) }]);
  });
});

it('deletes only tasks that have been in the trash for 30 days', async () => {
  const [old, recent, live] = [
    await add({ title: 'old' }),
    await add({ title: 'recent' }),
    await add({ title: 'live' }),
  ];
  const { connection } = running.database;
  const discardedDaysAgo = (id: number, days: number) =>
    connection.query('UPDATE tasks SET deleted_at = UTC_TIMESTAMP(3) - INTERVAL ? DAY WHERE id = ?', [days, id]);
  await discardedDaysAgo(old.id, 31);
  await discardedDaysAgo(recent.id, 29);
  await running.app.get(TrashPurgeService).run();
  const [rows] = await connection.query('SELECT id FROM tasks WHERE id IN (?)', [[old.id, recent.id, live.id]]);
  expect((rows as { id: number }[]).map(({ id }) => id)).toEqual([recent.id, live.id]);
});
