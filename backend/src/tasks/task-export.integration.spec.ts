import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';
import { taskExportSchema } from './task.schemas.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Bytes in use after a garbage collection, buffers included. */
function liveBytes(): number {
  const heap = liveHeap();
  return heap + process.memoryUsage().external;
}

/** Bytes of objects in use after a garbage collection. */
function liveHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

async function fill(owner: number, total: number, description = 'x'.repeat(200)): Promise<void> {
  await running.database.connection.query(
    `INSERT INTO tasks (user_id, title, description, created_at)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
     SELECT ?, CONCAT('Task ', (a.n - 1) * 1000 + b.n), ?, UTC_TIMESTAMP(3)
     FROM numbers a JOIN numbers b WHERE (a.n - 1) * 1000 + b.n <= ?`,
    [owner, description, total],
  );
}

it("exports all tasks of the user, trashed ones included, and no other user's tasks", async () => {
  const ada = await running.api.registerUser('ada');
  const bob = await running.api.registerUser('bob');
  const add = (title: string, token: string) =>
    running.api.post('/api/tasks', { title, description: 'ä "b"\n' }, { token });
  const kept = await add('Kept', ada.token);
  const trashed = await add('In the trash', ada.token);
  await add('Of another user', bob.token);
  await running.api.call('DELETE', `/api/tasks/${trashed.body.id}`, undefined, { token: ada.token });

  const answer = await running.api.get('/api/tasks/export', { token: ada.token });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="taskyard-tasks.json"');
  const { tasks } = taskExportSchema.parse(answer.body);
  expect(tasks).toEqual([
    { ...kept.body, deleted_at: null },
    { ...trashed.body, deleted_at: expect.stringMatching(/^\d{4}-.*Z$/) },
  ]);
});

it('exports an empty list for a user without tasks, and nothing without a session', async () => {
  const { token } = await running.api.registerUser('carol');
  expect((await running.api.get('/api/tasks/export', { token })).body).toMatchObject({ tasks: [] });
  expect((await running.api.get('/api/tasks/export')).body).toMatchObject({ status: 401, code: 'unauthenticated' });
});

it.each([1, 499, 500, 501, 1_000, 1_203])('exports all %i tasks in order, each once', async (total) => {
  const { id, token } = await running.api.registerUser(`busy-${total}`);
  await fill(id, total);
  const { tasks } = taskExportSchema.parse((await running.api.get('/api/tasks/export', { token })).body);
  const ids = tasks.map((task) => task.id);
  expect(new Set(ids).size).toBe(total);
  expect(ids).toEqual(ids.toSorted((a, b) => a - b));
});

it('streams 100,000 tasks without loading them into memory', { timeout: 120_000 }, async () => {
  const { id, token } = await running.api.registerUser('hoarder');
  await fill(id, 100_000);
  const { body } = await fetch(`${running.api.origin}/api/tasks/export`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const atRest = liveHeap();
  let bytes = 0;
  let measuredAt = 0;
  let peak = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes - measuredAt < 2_000_000) continue;
    measuredAt = bytes;
    peak = Math.max(peak, liveHeap());
  }
  expect(bytes).toBeGreaterThan(30_000_000);
  // All tasks as objects and as text need several times the size of the file. A few batches need less than this.
  expect(peak - atRest).toBeLessThan(10_000_000);
});

/** Begins a download and does not read it. */
function downloadUnread(token: string): Socket {
  const { host, hostname, port } = new URL(running.api.origin);
  const socket = connect(Number(port), hostname).pause();
  socket.write(`GET /api/tasks/export HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  return socket;
}

it('runs two at the same time for a user, and more when they have ended', { timeout: 60_000 }, async () => {
  const { id, token } = await running.api.registerUser('twice');
  await fill(id, 1_000, 'x'.repeat(10_000));
  const other = await running.api.registerUser('patient');
  const unread = [downloadUnread(token), downloadUnread(token)];
  await sleep(1_000);
  const third = await running.api.get('/api/tasks/export', { token });
  expect(third.body).toMatchObject({ status: 429, code: 'too_many_exports' });
  expect(third.headers.get('retry-after')).toBe('10');
  expect((await running.api.get('/api/tasks/export', other)).status).toBe(200);
  for (const socket of unread) socket.destroy();
  const next = async () => (await running.api.get('/api/tasks/export', { token })).status;
  await expect.poll(next, { timeout: 10_000 }).toBe(200);
  // Completed downloads do not count either.
  for (let i = 0; i < 3; i++) expect(await next()).toBe(200);
});

it('keeps little for thirty downloads that nobody reads', { timeout: 120_000 }, async () => {
  const tokens: string[] = [];
  for (let i = 0; i < 15; i++) {
    const { id, token } = await running.api.registerUser(`idler-${i}`);
    await fill(id, 1_000, 'x'.repeat(10_000));
    tokens.push(token);
  }
  // Code and buffers of the pool are there before.
  await Promise.all(tokens.slice(0, 10).map((token) => running.api.get('/api/tasks/export', { token })));
  const before = process.memoryUsage().rss;
  const beforeLive = liveBytes();
  const sockets: Socket[] = [];
  for (const token of tokens) sockets.push(downloadUnread(token), downloadUnread(token));
  await sleep(4_000);
  // All downloads have begun and wait. Each file has ten megabytes.
  const [live, rss] = [liveBytes() - beforeLive, process.memoryUsage().rss - before];
  for (const socket of sockets) socket.destroy();
  expect(live).toBeLessThan(40_000_000);
  expect(rss).toBeLessThan(120_000_000);
  await expect.poll(() => liveBytes() - beforeLive, { timeout: 10_000 }).toBeLessThan(10_000_000);
});

it('reads a batch from one index without sorting', async () => {
  const [[plan]] = await running.database.connection.query<RowDataPacket[]>(
    'EXPLAIN SELECT * FROM tasks WHERE user_id = 1 AND id > 5 ORDER BY id LIMIT 500',
  );
  expect(plan).toBeDefined();
  expect(plan?.Extra ?? '').not.toContain('filesort');
});
