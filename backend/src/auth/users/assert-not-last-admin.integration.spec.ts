import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { RegisteredUser } from '../../../../tools/shared/api-client.ts';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());
beforeEach(() => running.database.connection.query('DELETE FROM users'));

const close = ({ token, password }: RegisteredUser) =>
  running.api.call('DELETE', '/api/auth/me', { password }, { token });

it('does not let the only admin delete their account', async () => {
  const admin = await registerAdmin(running, 'only');
  await running.api.registerUser('other');
  const answer = await close(admin);
  expect(answer.body).toMatchObject({ status: 409, code: 'last_admin' });
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect((await running.api.get('/api/auth/me', { token: admin.token })).status).toBe(200);
});

it('does not count a disabled admin', async () => {
  const admin = await registerAdmin(running, 'enabled');
  const { id } = await registerAdmin(running, 'disabled');
  await running.database.connection.query('UPDATE users SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
  expect((await close(admin)).status).toBe(409);
});

it('lets one of two admins, and any user who is not an admin, delete their account', async () => {
  const [one, other] = [await registerAdmin(running, 'one'), await registerAdmin(running, 'other')];
  expect((await close(await running.api.registerUser('plain'))).status).toBe(204);
  expect((await close(one)).status).toBe(204);
  expect((await close(other)).status).toBe(409);
});

it('keeps one of five admins who delete their accounts at the same time', async () => {
  const admins = [];
  for (let i = 0; i < 5; i++) admins.push(await registerAdmin(running, `admin-${i}`));
  const answers = await Promise.all(admins.map(close));
  expect(answers.map(({ status }) => status).sort()).toEqual([204, 204, 204, 204, 409]);
});
