import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../tools/shared/api-client.ts';
import { badTokens, validToken } from '../../test/access-tokens.ts';
import { startTestApp, type TestApp } from '../../test/test-app.ts';
import { taskSchema } from './task.schemas.ts';

let running: TestApp;
let owner: { id: number; token: string };
let otherUser: { id: number; token: string };
let taskId: number;

beforeAll(async () => {
  running = await startTestApp();
  owner = await running.api.registerUser('owner');
  otherUser = await running.api.registerUser('other-user');
});
afterAll(() => running.stop());

beforeEach(async () => {
  const created = await running.api.post('/api/tasks', { title: 'Water the plants' }, { token: owner.token });
  taskId = Number(created.body.id);
});

/** Every operation on tasks, with a valid and an invalid body or path. */
const operations = [
  { name: 'list', method: 'GET', path: () => '/api/tasks', ok: 200, badPath: '/api/tasks?status=done' },
  { name: 'count', method: 'GET', path: () => '/api/tasks/counts', ok: 200 },
  { name: 'create', method: 'POST', path: () => '/api/tasks', ok: 201, body: { title: 'New' }, bad: { title: '' } },
  { name: 'read', method: 'GET', path: one, ok: 200, badPath: `/api/tasks/${'9'.repeat(5_000)}` },
  { name: 'change', method: 'PATCH', path: one, ok: 200, body: { title: 'Changed' }, bad: { due_date: '2026-02-30' } },
  { name: 'replace', method: 'PUT', path: one, ok: 200, body: { title: 'Replaced' }, bad: { description: 'no title' } },
  {
    name: 'change the status of',
    method: 'PATCH',
    path: (id: number) => `${one(id)}/status`,
    ok: 200,
    body: { status: 'completed' },
    bad: { status: 'done' },
  },
  { name: 'delete', method: 'DELETE', path: one, ok: 204, badPath: '/api/tasks/0' },
  {
    name: 'restore',
    method: 'POST',
    path: (id: number) => `${one(id)}/restore`,
    ok: 200,
    badPath: '/api/tasks/x/restore',
  },
];

function one(id: number): string {
  return `/api/tasks/${id}`;
}

const takingInput = operations.filter(({ bad, badPath }) => (bad ?? badPath) !== undefined);
const takingBody = operations.filter(({ body }) => body !== undefined);
const onOneTask = operations.filter(({ path }) => path(1) !== path(2));

describe.each(operations)('$name', ({ name, method, path, ok, body }) => {
  const call = (token?: string): Promise<ApiResponse> => running.api.call(method, path(taskId), body, { token });

  it(`answers ${ok} to the owner`, async () => {
    if (name === 'restore') await running.api.call('DELETE', one(taskId), undefined, owner);
    expect((await call(owner.token)).status).toBe(ok);
  });

  it.each(['no', 'expired', 'forged'] as const)('answers 401 with %s token', async (kind) => {
    for (const [reason, token] of Object.entries(
      badTokens(kind, { keys: running.keys, userId: owner.id, otherUserId: otherUser.id }),
    )) {
      const answer = await call(token);
      expect(answer.status, reason).toBe(401);
      expect(answer.body.code, reason).toBe('unauthenticated');
      expect(answer.headers.get('www-authenticate'), reason).toBe('Bearer');
    }
  });
});

it.each(takingInput)('$name: answers 422 to invalid input and names the field', async (operation) => {
  const answer = await running.api.call(
    operation.method,
    operation.badPath ?? operation.path(taskId),
    operation.bad,
    owner,
  );
  expect(answer.status).toBe(422);
  expect(answer.body).toMatchObject({ code: 'validation_failed', errors: [{ field: expect.stringMatching(/^\w+$/) }] });
});

it.each(takingBody)(
  '$name: answers 400 to malformed JSON and 415 to another content type',
  async ({ method, path }) => {
    expect((await running.api.call(method, path(taskId), '{"title":', owner)).body.code).toBe('malformed_json');
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      const headers = { 'Content-Type': type };
      expect((await running.api.call(method, path(taskId), 'title=x', { ...owner, headers })).status, type).toBe(415);
    }
  },
);

describe.each(onOneTask)('$name', ({ method, path, body }) => {
  it("answers 404 for another user's task, as for an unknown task, and does not change it", async () => {
    const before = await running.api.get(one(taskId), owner);
    const foreign = await running.api.call(method, path(taskId), body, { token: otherUser.token });
    const missing = await running.api.call(method, path(999_999_999), body, { token: otherUser.token });
    expect(foreign.status).toBe(404);
    expect({ ...foreign.body, correlationId: '' }).toEqual({ ...missing.body, correlationId: '' });
    expect(missing.body.code).toBe('task_not_found');
    expect(await running.api.get(one(taskId), owner)).toMatchObject({ status: 200, body: before.body });
  });

  it('answers 404 for a task in the trash, unless it restores the task', async () => {
    await running.api.call('DELETE', one(taskId), undefined, owner);
    const answer = await running.api.call(method, path(taskId), body, owner);
    expect(answer.status).toBe(path(1).endsWith('restore') ? 200 : 404);
  });
});

it('accepts a hand-made valid token, so that each bad token above is rejected only for its own defect', async () => {
  const token = validToken(running.keys, owner.id);
  expect((await running.api.get('/api/tasks', { token })).status).toBe(200);
});

describe('a task', () => {
  const full = {
    title: 'Renew the passport',
    description: 'Two photos\nand the old one',
    status: 'in_progress',
    priority: 'high',
    due_date: '2027-02-28',
  };

  it('gets defaults for omitted fields and returns its location', async () => {
    const answer = await running.api.post('/api/tasks', { title: 'Only a title' }, owner);
    expect(answer.body).toMatchObject({
      id: expect.any(Number),
      user_id: owner.id,
      title: 'Only a title',
      description: null,
      status: 'pending',
      priority: 'medium',
      due_date: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: answer.body.created_at,
    });
    expect(Object.keys(answer.body).sort()).toEqual(Object.keys(taskSchema.shape).sort());
    expect(answer.headers.get('location')).toBe(`/api/tasks/${answer.body.id}`);
    expect((await running.api.get(answer.headers.get('location') ?? '', owner)).body).toEqual(answer.body);
  });

  it('keeps every given field', async () => {
    const answer = await running.api.post('/api/tasks', full, owner);
    expect(answer.body).toMatchObject(full);
  });

  it('changes only the named fields with PATCH and resets omitted fields with PUT', async () => {
    const { body: task } = await running.api.post('/api/tasks', full, owner);
    const patched = await running.api.call('PATCH', one(Number(task.id)), { due_date: null }, owner);
    expect(patched.body).toMatchObject({ ...full, due_date: null, created_at: task.created_at });
    expect(String(patched.body.updated_at) > String(task.updated_at)).toBe(true);
    const put = await running.api.call('PUT', one(Number(task.id)), { title: 'Bare' }, owner);
    const defaults = { description: null, status: 'pending', priority: 'medium', due_date: null };
    expect(put.body).toMatchObject({ title: 'Bare', ...defaults, created_at: task.created_at });
  });

  it('rejects an empty change', async () => {
    expect((await running.api.call('PATCH', one(taskId), {}, owner)).status).toBe(422);
  });

  it.each([
    ['title', 'x'.repeat(256)],
    ['title', ' \t '],
    ['title', null],
    ['description', 'x'.repeat(10_001)],
    ['status', 'PENDING'],
    ['priority', 'urgent'],
    ['due_date', '28.02.2027'],
    ['due_date', '2027-02-29'],
    ['user_id', 1],
    ['id', 1],
    ['created_at', '2020-01-01T00:00:00Z'],
  ])('rejects %s with the value %j', async (field, value) => {
    const answer = await running.api.post('/api/tasks', { title: 'Fine', [field]: value }, owner);
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([{ field, message: expect.any(String) }]);
  });

  it('is restored from the trash unchanged', async () => {
    const { body: task } = await running.api.post('/api/tasks', full, owner);
    const path = one(Number(task.id));
    expect((await running.api.call('DELETE', path, undefined, owner)).status).toBe(204);
    expect((await running.api.call('DELETE', path, undefined, owner)).status).toBe(404);
    const restored = await running.api.post(`${path}/restore`, undefined, owner);
    expect(restored.body).toEqual(task);
    expect((await running.api.post(`${path}/restore`, undefined, owner)).status).toBe(404);
  });
});
