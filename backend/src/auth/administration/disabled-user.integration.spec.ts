import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

const accessTokenSeconds = 2;
/** How long after its expiry a token may still be accepted, because clocks differ. */
const clockToleranceSeconds = 5;

let running: TestApp;
let admin: { id: number; token: string };
beforeAll(async () => {
  running = await startTestApp();
  admin = await registerAdmin(running, 'admin');
});
afterAll(() => running.stop());

const setDisabled = (id: number, disabled: boolean) =>
  running.api.call('PATCH', `/api/auth/users/${id}`, { disabled }, { token: admin.token });

it('signs a disabled user out of the account at once, and out of tasks when the access token expires', async () => {
  const short = await startTestApp({
    env: { ACCESS_TOKEN_TTL_SECONDS: String(accessTokenSeconds) },
    sharing: running,
  });
  const { id, password } = await short.api.registerUser('disabled');
  const { body } = await short.api.post('/api/auth/login', { username: 'disabled', password });
  const [token, refresh_token] = [String(body.token), body.refresh_token];
  const issued = Date.now();
  expect((await short.api.get('/api/tasks', { token })).status).toBe(200);

  expect((await setDisabled(id, true)).body).toMatchObject({ disabled: true, sessions: 0 });
  expect((await short.api.get('/api/auth/me', { token })).status).toBe(401);
  expect((await short.api.post('/api/auth/refresh', { refresh_token })).status).toBe(401);
  const login = await short.api.post('/api/auth/login', { username: 'disabled', password });
  expect(login.body).toMatchObject({ status: 401, code: 'invalid_credentials' });

  const bound = issued + (accessTokenSeconds + clockToleranceSeconds + 1) * 1000;
  while ((await short.api.get('/api/tasks', { token })).status === 200) {
    expect(Date.now()).toBeLessThan(bound);
    await delay(100);
  }
  await short.stop();
});

it('lets an enabled user sign in again without restoring the former sessions', async () => {
  const { id, password, token } = await running.api.registerUser('returning');
  await setDisabled(id, true);
  await setDisabled(id, false);
  expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
  expect((await running.api.post('/api/auth/login', { username: 'returning', password })).status).toBe(200);
});

it('rejects personal access tokens while their owner is disabled and accepts them again afterwards', async () => {
  const { id, token } = await running.api.registerUser('scripter');
  const wanted = { name: 'A script', scopes: ['tasks:read'], expires_in_days: 1 };
  const { body } = await running.api.post('/api/auth/tokens', wanted, { token });
  const script = { token: String(body.token) };
  expect((await running.api.get('/api/tasks', script)).status).toBe(200);
  await setDisabled(id, true);
  expect((await running.api.get('/api/tasks', script)).status).toBe(401);
  await setDisabled(id, false);
  expect((await running.api.get('/api/tasks', script)).status).toBe(200);
});

it('leaves no session when a user signs in while being disabled', async () => {
  const { id, password } = await running.api.registerUser('racing');
  for (let round = 0; round < 5; round++) {
    const credentials = { username: 'racing', password };
    const [, ...logins] = await Promise.all([
      setDisabled(id, true),
      ...Array.from({ length: 4 }, () => running.api.post('/api/auth/login', credentials)),
    ]);
    for (const { status } of logins) expect([200, 401]).toContain(status);
    for (const { body } of logins.filter(({ status }) => status === 200)) {
      expect((await running.api.get('/api/auth/me', { token: String(body.token) })).status).toBe(401);
    }
    const { body } = await running.api.get('/api/auth/users?q=racing', { token: admin.token });
    expect(body.items).toMatchObject([{ disabled: true, sessions: 0 }]);
    await setDisabled(id, false);
  }
});
