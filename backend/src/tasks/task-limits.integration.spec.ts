import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';

const env = { RATE_LIMIT_FACTOR: '1', DATABASE_STATEMENT_SECONDS: '2', TASKS_PER_USER: '5' };

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp({ env });
});
afterAll(() => running.stop());

describe('the quota of tasks', () => {
  it('refuses one task too many with its number, and counts the trash', async () => {
    const user = await running.api.registerUser('collector');
    const add = () => running.api.post('/api/tasks', { title: 'One of five' }, user);
    const added = [];
    for (let i = 0; i < 5; i++) added.push(await add());
    expect(added.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    const refused = await add();
    expect([refused.status, refused.body.code]).toEqual([409, 'task_quota_reached']);
    expect(refused.body.detail).toMatch(/^You have 5 tasks/);
    await running.api.call('DELETE', `/api/tasks/${added[0]?.body.id}`, undefined, user);
    expect((await add()).status).toBe(409);
    await running.database.connection.query('DELETE FROM tasks WHERE id = ?', [added[0]?.body.id]);
    expect((await add()).status).toBe(201);
  });

  it('does not count the tasks of others', async () => {
    const other = await running.api.registerUser('newcomer');
    expect((await running.api.post('/api/tasks', { title: 'First' }, other)).status).toBe(201);
  });
});

describe('searches', () => {
  let token: string;
  beforeAll(async () => {
    const user = await running.api.registerUser('searcher');
    ({ token } = user);
    await running.database.connection.query(
      `INSERT INTO tasks (user_id, title, description, created_at)
       WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 580)
       SELECT ?, CONCAT('Task ', n), REPEAT('a', 10000), UTC_TIMESTAMP(3) FROM numbers`,
      [user.id],
    );
  });

  it('of one user take turns, have a budget of time, and hold nobody up', { timeout: 60_000 }, async () => {
    const other = await running.api.registerUser('bystander');
    let slowest = 0;
    let isDone = false;
    const bystander = (async () => {
      while (!isDone) {
        const start = performance.now();
        expect((await running.api.get('/api/tasks?q=first', other)).status).toBe(200);
        slowest = Math.max(slowest, performance.now() - start);
        // So that the reads stay within the limit of a user.
        await sleep(50);
      }
    })();
    const search = () => running.api.get(`/api/tasks?q=${'a'.repeat(199)}b`, { token });
    // Sixty at once: one runs, five wait, the others are refused.
    const first = (await Promise.all(Array.from({ length: 60 }, search))).map(({ status }) => status);
    expect(first.filter((status) => status === 429).length).toBeGreaterThanOrEqual(54);
    // Five statements of two seconds use up the ten seconds of a minute.
    expect(first.filter((status) => status === 503).length).toBeLessThanOrEqual(5);
    const refused = await search();
    isDone = true;
    await bystander;
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(slowest).toBeLessThan(1_000);
    // Lists without a search still work.
    expect((await running.api.get('/api/tasks', { token })).status).toBe(200);
  });
});
