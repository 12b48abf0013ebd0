import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ApiClient } from '../../../../tools/shared/api-client.ts';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { lockoutSchedules } from './sign-in-lockout.service.ts';

const { tries } = lockoutSchedules.accountAtAddress;

let mailServer: MailServer;
let running: TestApp;
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback', SMTP_URL: mailServer.url } });
});
afterAll(async () => {
  await running.stop();
  await mailServer.stop();
});

const headers = { 'X-Forwarded-For': '192.0.2.1' };

async function register(username: string) {
  const account = { username, password: `${username} has a password`, email: `${username}@example.com` };
  await running.api.post('/api/auth/register', account, { headers, expect: 201 });
  return account;
}

const signIn = async (browser: ApiClient, username: string, password: string) =>
  (await browser.post('/api/auth/session', { username, password }, { headers })).status;

async function linkTo(address: string): Promise<string> {
  await running.api.post('/api/auth/unlock', { username: address }, { headers, expect: 202 });
  const isLink = (text = '') => text.includes('/unlock');
  await expect
    .poll(() => mailServer.received.some(({ to, mail }) => to.includes(address) && isLink(mail.text)))
    .toBe(true);
  return tokenIn(
    mailServer.received.findLast(({ to, mail }) => to.includes(address) && isLink(mail.text)) ?? expect.fail(),
  );
}

const unlock = async (browser: ApiClient, token: string) =>
  (await browser.call('PUT', '/api/auth/unlock', { token }, { headers })).status;

it('lets the browser that opens the link sign in, with the password and for that account only', async () => {
  const [ada, eve] = [await register('ada'), await register('eve')];
  const browser = running.newBrowser();
  for (let i = 0; i < tries; i++) await signIn(running.newBrowser(), ada.username, 'not the password');
  for (let i = 0; i < tries; i++) await signIn(running.newBrowser(), eve.username, 'not the password');
  expect(await signIn(browser, ada.username, ada.password)).toBe(429);

  const token = await linkTo(ada.email);
  expect(await unlock(browser, token)).toBe(204);
  expect(await signIn(browser, eve.username, eve.password)).toBe(429);
  expect(await signIn(browser, ada.username, 'not the password')).toBe(401);
  expect(await signIn(browser, ada.username, ada.password)).toBe(201);
  expect(await signIn(browser, ada.email, ada.password)).toBe(201);
  // The link works once, and not in another browser.
  const other = running.newBrowser();
  expect(await unlock(other, token)).toBe(410);
  expect(Object.keys(other.cookies)).toEqual([]);
});

it('limits the guesses of a browser that was let in, and forgets it after a new password', async () => {
  const bob = await register('bob');
  const browser = running.newBrowser();
  expect(await unlock(browser, await linkTo(bob.email))).toBe(204);
  for (let i = 0; i < tries; i++) expect(await signIn(browser, bob.username, 'not the password')).toBe(401);
  expect(await signIn(browser, bob.username, bob.password)).toBe(429);

  const usual = running.newBrowser();
  expect(await signIn(usual, bob.username, bob.password)).toBe(201);
  const change = { current_password: bob.password, new_password: 'what bob will remember now' };
  await usual.call('PUT', '/api/auth/me/password', change, { headers, expect: 204 });
  // No longer recognised, so it is counted like any other browser at this address.
  expect(await signIn(browser, bob.username, change.new_password)).toBe(201);
});

it('answers for an unknown account as for a known one, and mails nothing', async () => {
  const { status, text } = await running.api.post('/api/auth/unlock', { username: 'nobody' }, { headers });
  expect([status, text]).toEqual([202, '']);
  expect(mailServer.offered).not.toContain('nobody');
});
