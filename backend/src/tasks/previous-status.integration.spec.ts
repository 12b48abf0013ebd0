import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../test/test-app.ts';

let running: TestApp;
let owner: { id: number; token: string };

beforeAll(async () => {
  running = await startTestApp();
  owner = await running.api.registerUser('owner');
});
afterAll(() => running.stop());

async function create(status: string): Promise<string> {
  return `/api/tasks/${(await running.api.post('/api/tasks', { title: 'Task', status }, owner)).body.id}`;
}

async function change(path: string, body: object, method = 'PATCH'): Promise<unknown[]> {
  const { body: task } = await running.api.call(method, path, body, owner);
  expect((await running.api.get(path.replace('/status', ''), owner)).body).toEqual(task);
  return [task.status, task.previous_status];
}

it.each(['pending', 'in_progress'])('a completed task knows that it was %s before', async (status) => {
  const path = await create(status);
  expect(await change(path, { status: 'completed' })).toEqual(['completed', status]);
  expect(await change(`${path}/status`, { status: 'completed' })).toEqual(['completed', status]);
  expect(await change(path, { title: 'Renamed' })).toEqual(['completed', status]);
  expect(await change(path, { title: 'Replaced', status: 'completed' }, 'PUT')).toEqual(['completed', status]);
  expect(await change(path, { status })).toEqual([status, null]);
});

it('an open task and one that was created as completed have no status before', async () => {
  expect(await change(await create('pending'), { status: 'in_progress' })).toEqual(['in_progress', null]);
  expect(await change(await create('completed'), { title: 'Renamed' })).toEqual(['completed', null]);
});

it('the status before survives the trash', async () => {
  const path = await create('in_progress');
  await change(path, { status: 'completed' });
  await running.api.call('DELETE', path, undefined, owner);
  const restored = await running.api.post(`${path}/restore`, undefined, owner);
  expect(restored.body.previous_status).toBe('in_progress');
});

it('a client cannot set it', async () => {
  const answer = await running.api.post('/api/tasks', { title: 'Task', previous_status: 'pending' }, owner);
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toEqual([{ field: 'previous_status', message: expect.any(String) }]);
});
