import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';
import { trashPageSchema } from './trash.schemas.ts';

let running: TestApp;
let owner: { id: number; token: string };
let otherUser: { id: number; token: string };

beforeAll(async () => {
  running = await startTestApp();
  otherUser = await running.api.registerUser('other-user');
});
afterAll(() => running.stop());

let users = 0;
beforeEach(async () => {
  users += 1;
  owner = await running.api.registerUser(`owner-${users}`);
});

async function add(title: string): Promise<number> {
  return Number((await running.api.post('/api/tasks', { title }, owner)).body.id);
}

async function trash(title: string): Promise<number> {
  const id = await add(title);
  await running.api.call('DELETE', `/api/tasks/${id}`, undefined, owner);
  return id;
}

async function listed(user = owner, query = ''): Promise<string[]> {
  const { items } = trashPageSchema.parse((await running.api.get(`/api/tasks/trash${query}`, user)).body);
  return items.map(({ title }) => title);
}

const purge = (id: number | string, user = owner) =>
  running.api.call('DELETE', `/api/tasks/trash/${id}`, undefined, user);

describe('the trash', () => {
  it('lists only deleted tasks of the user, the last deleted first', async () => {
    await add('Live');
    await trash('First');
    await trash('Second');
    expect(await listed()).toEqual(['Second', 'First']);
    expect(await listed(otherUser)).toEqual([]);
  });

  it('has pages that show each task once, also when all were deleted at the same time', async () => {
    for (const title of ['a', 'b', 'c', 'd', 'e']) await trash(title);
    await running.database.connection.query(
      'UPDATE tasks SET deleted_at = UTC_TIMESTAMP(3) WHERE user_id = ? AND deleted_at IS NOT NULL',
      [owner.id],
    );
    const titles: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? '?limit=2' : `?limit=2&cursor=${cursor}`;
      const page = trashPageSchema.parse((await running.api.get(`/api/tasks/trash${query}`, owner)).body);
      titles.push(...page.items.map(({ title }) => title));
      cursor = page.next_cursor;
    }
    expect(titles).toEqual(['e', 'd', 'c', 'b', 'a']);
  });

  it.each(['limit=0', 'limit=101', 'cursor=x', 'cursor=1~', 'sort=title'])('refuses %s and names it', async (query) => {
    const answer = await running.api.get(`/api/tasks/trash?${query}`, owner);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field: query.split('=')[0], message: expect.any(String) }]);
  });

  it('accepts the largest cursor', async () => {
    expect((await running.api.get(`/api/tasks/trash?cursor=${'9'.repeat(15)}~1`, owner)).status).toBe(200);
  });

  it('is closed without a token', async () => {
    expect((await running.api.get('/api/tasks/trash')).status).toBe(401);
    expect((await running.api.call('DELETE', '/api/tasks/trash')).status).toBe(401);
    expect((await running.api.call('DELETE', '/api/tasks/trash/1')).status).toBe(401);
  });
});

describe('deleting for good', () => {
  it('removes one task, which then cannot be restored', async () => {
    const id = await trash('Gone');
    await trash('Kept');
    expect((await purge(id)).status).toBe(204);
    expect(await listed()).toEqual(['Kept']);
    expect((await running.api.post(`/api/tasks/${id}/restore`, undefined, owner)).status).toBe(404);
    expect((await purge(id)).body.code).toBe('task_not_found');
  });

  it('refuses a live task and a task of another user', async () => {
    const live = await add('Live');
    expect((await purge(live)).status).toBe(404);
    expect((await running.api.get(`/api/tasks/${live}`, owner)).status).toBe(200);
    const mine = await trash('Mine');
    expect((await purge(mine, otherUser)).status).toBe(404);
    expect(await listed()).toEqual(['Mine']);
    expect((await purge('0')).status).toBe(422);
  });

  it('empties the trash of the user alone and keeps live tasks', async () => {
    const live = await add('Live');
    await running.database.connection.query(
      `INSERT INTO tasks (user_id, title, deleted_at)
       WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 900)
       SELECT ?, CONCAT('Task ', a.n), UTC_TIMESTAMP(3) FROM numbers a JOIN (SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3) b`,
      [owner.id],
    );
    const foreign = await running.api.post('/api/tasks', { title: 'Foreign' }, otherUser);
    await running.api.call('DELETE', `/api/tasks/${foreign.body.id}`, undefined, otherUser);
    expect((await running.api.call('DELETE', '/api/tasks/trash', undefined, owner)).status).toBe(204);
    expect(await listed()).toEqual([]);
    expect((await running.api.get(`/api/tasks/${live}`, owner)).status).toBe(200);
    expect(await listed(otherUser)).toEqual(['Foreign']);
    await purge(Number(foreign.body.id), otherUser);
  });
});
