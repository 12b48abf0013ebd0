import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';
import { registerWithTotp, totpCode } from '../../../test/totp-user.ts';

let running: TestApp;
let strict: TestApp;
beforeAll(async () => {
  running = await startTestApp();
  strict = await startTestApp({ env: { SECOND_FACTOR_REQUIRED_ROLES: 'admin' }, sharing: running });
});
afterAll(async () => {
  await strict.stop();
  await running.stop();
});

const refusal = { status: 403, body: { code: 'second_factor_setup_required' } };

describe('a user whose role requires two-step verification', () => {
  it('can do nothing else before it is set up', async () => {
    const { username, password } = await registerAdmin(running, 'admin');
    const browser = strict.newBrowser();
    const signedIn = await browser.post('/api/auth/session', { username, password });
    expect(signedIn).toMatchObject({ status: 201, body: { user: { must_set_up_second_factor: true } } });
    for (const path of ['/api/tasks', '/api/auth/users', '/api/auth/sessions', '/api/auth/me/export']) {
      expect(await browser.get(path)).toMatchObject(refusal);
    }
    expect((await browser.get('/api/auth/me')).body).toMatchObject({ username, must_set_up_second_factor: true });

    const { body } = await browser.post('/api/auth/me/totp', { password }, { expect: 201 });
    await browser.call('PUT', '/api/auth/me/totp', { code: totpCode(String(body.secret)) }, { expect: 200 });
    // The access token is still the one from before.
    expect(await browser.get('/api/tasks')).toMatchObject(refusal);
    const refreshed = await browser.post('/api/auth/session/refresh', undefined, { expect: 200 });
    expect(refreshed.body.user).toMatchObject({ second_factor: true, must_set_up_second_factor: false });
    for (const path of ['/api/tasks', '/api/auth/users']) expect((await browser.get(path)).status).toBe(200);
  });

  it('is not asked when it is set up already, and has to set it up again after turning it off', async () => {
    const { id, username, password, secret } = await registerWithTotp(running.api, 'careful');
    await running.database.connection.query("UPDATE users SET role = 'admin' WHERE id = ?", [id]);
    const browser = strict.newBrowser();
    await browser.post('/api/auth/session', { username, password, code: totpCode(secret, 1) }, { expect: 201 });
    expect((await browser.get('/api/tasks')).status).toBe(200);
    await browser.call('DELETE', '/api/auth/me/totp', { password }, { expect: 204 });
    await browser.post('/api/auth/session/refresh', undefined, { expect: 200 });
    expect(await browser.get('/api/tasks')).toMatchObject(refusal);
  });
});

it('can be met by an admin whose email is not verified, or is wrong', async () => {
  const mailServer = await startMailServer();
  const env = { SECOND_FACTOR_REQUIRED_ROLES: 'admin', SMTP_URL: mailServer.url };
  const mailing = await startTestApp({ env, sharing: running });
  try {
    const { username, password } = await registerAdmin(running, 'stranded');
    const browser = mailing.newBrowser();
    await browser.post('/api/auth/session', { username, password }, { expect: 201 });
    const start = () => browser.post('/api/auth/me/totp', { password });
    expect((await start()).body.code).toBe('email_not_verified');
    await browser.post('/api/auth/me/email-verification', undefined, { expect: 202 });
    expect(await mailServer.mailTo('stranded@example.com')).toHaveLength(1);
    await browser.call('PATCH', '/api/auth/me', { email: 'right@example.com', password }, { expect: 200 });
    const [received] = await mailServer.mailTo('right@example.com');
    const body = { token: tokenIn(received ?? expect.fail('no mail')) };
    await browser.call('PUT', '/api/auth/me/email-verification', body, { expect: 204 });
    expect((await start()).status).toBe(201);
  } finally {
    await mailing.stop();
    await mailServer.stop();
  }
});

it('does not concern other roles', async () => {
  const { username, password } = await running.api.registerUser('plain');
  const { body } = await strict.api.post('/api/auth/login', { username, password }, { expect: 200 });
  expect(body.user).toMatchObject({ role: 'user', must_set_up_second_factor: false });
  expect((await strict.api.get('/api/tasks', { token: String(body.token) })).status).toBe(200);
});
