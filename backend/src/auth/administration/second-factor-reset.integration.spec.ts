import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';
import { enableTotp, logIn } from '../../../test/totp-user.ts';
import { registerVerified } from '../../../test/verified-user.ts';

let mailServer: MailServer;
let running: TestApp;
let admin: { id: number; token: string };
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { SMTP_URL: mailServer.url } });
  admin = await registerAdmin(running, 'admin');
});
afterAll(async () => {
  await running.stop();
  await mailServer.stop();
});

const reset = (id: number, token = admin.token) =>
  running.api.call('DELETE', `/api/auth/users/${id}/second-factor`, undefined, { token });

it('lets a user who lost the app and the codes sign in with the password, recorded and with a mail', async () => {
  const user = await enableTotp(running.api, await registerVerified(running.api, mailServer, 'loser'));
  expect((await logIn(running.api, user)).body.code).toBe('second_factor_required');
  expect((await reset(user.id)).status).toBe(204);

  expect((await logIn(running.api, user)).status).toBe(200);
  const state = await running.api.get('/api/auth/me/totp', { token: user.token });
  expect(state.body).toEqual({ enabled: false, recovery_codes_left: 0 });
  const { body } = await running.api.get(`/api/auth/audit-events?user=${user.id}`, { token: admin.token });
  expect((body.items as { action: string }[]).slice(0, 3)).toContainEqual(
    expect.objectContaining({ action: 'second_factor.reset', actor: expect.objectContaining({ id: admin.id }) }),
  );
  await expect
    .poll(() => mailServer.received.map(({ to, mail }) => [to[0], mail.subject]), { timeout: 10_000 })
    .toContainEqual(['loser@example.com', 'An admin reset two-step verification of your Taskyard account']);
  // There is nothing left to reset.
  expect((await reset(user.id)).body).toMatchObject({ status: 409, code: 'second_factor_not_enabled' });
});

it('is for admins only, and answers 404 for an unknown user', async () => {
  const user = await enableTotp(running.api, await registerVerified(running.api, mailServer, 'keeper'));
  const other = await running.api.registerUser('nosy');
  expect((await reset(user.id, other.token)).body).toMatchObject({ status: 403, code: 'admin_required' });
  expect((await reset(999_999_999)).body).toMatchObject({ status: 404, code: 'user_not_found' });
  expect((await logIn(running.api, user)).body.code).toBe('second_factor_required');
});
