import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from './test-app.ts';

let combined: TestApp;
let auth: TestApp;
let tasks: TestApp;
beforeAll(async () => {
  combined = await startTestApp();
  auth = await startTestApp({ env: { MODULES: 'auth' }, sharing: combined });
  tasks = await startTestApp({ env: { MODULES: 'tasks' }, sharing: combined });
});
afterAll(async () => {
  await tasks.stop();
  await combined.stop();
});

it('runs one module per process, and each process serves the complete OpenAPI document', async () => {
  expect((await auth.api.get('/api/tasks')).status).toBe(404);
  expect((await tasks.api.post('/api/auth/login', {})).status).toBe(404);
  const documents = await Promise.all([auth, tasks, combined].map(({ api }) => api.get('/api/openapi.json')));
  expect(new Set(documents.map(({ text }) => text)).size).toBe(1);
});

it('verifies tokens in tasks with public keys alone while auth is stopped', async () => {
  const { token } = await auth.api.registerUser('traveller');
  await auth.stop();
  expect((await tasks.api.post('/api/tasks', { title: 'Without auth' }, { token })).status).toBe(201);
  expect((await tasks.api.get('/api/tasks', { token })).body.items).toHaveLength(1);
});
