import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { enableTotp, logIn, totpCode } from '../../../test/totp-user.ts';
import { registerVerified } from '../../../test/verified-user.ts';
import { failuresUntilNotice, noticesPerHour, SecurityNoticesService } from './security-notices.service.ts';

let mailServer: MailServer;
let running: TestApp;
let strict: TestApp;
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { SMTP_URL: mailServer.url, TRUST_PROXY: 'loopback' } });
  strict = await startTestApp({ env: { SMTP_URL: mailServer.url, RATE_LIMIT_FACTOR: '1' }, sharing: running });
});
afterAll(async () => {
  await strict.stop();
  await running.stop();
  await mailServer.stop();
});

const mailbox = (username: string) => `${username}@example.com`;
const subjectsTo = (username: string) =>
  mailServer.received.filter(({ to }) => to.includes(mailbox(username))).map(({ mail }) => mail.subject ?? '');

/** Waits for a mail with this in its subject. @returns its text */
async function mailAbout(username: string, subject: string | RegExp): Promise<string> {
  const find = () =>
    mailServer.received.find(({ to, mail }) => to.includes(mailbox(username)) && mail.subject?.match(subject));
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  return find()?.mail.text ?? '';
}

/** Lets mail that was queued before arrive, then returns how many have this subject. */
async function countOf(username: string, subject: string): Promise<number> {
  await running.api.post('/api/auth/unlock', { username }, { expect: 202 });
  const isMarker = (text: string) => text.startsWith('Sign in to Taskyard while');
  const markers = subjectsTo(username).filter(isMarker).length;
  await expect.poll(() => subjectsTo(username).filter(isMarker).length, { timeout: 10_000 }).toBeGreaterThan(markers);
  return subjectsTo(username).filter((text) => text === subject).length;
}

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

it('tells the owner about a sign-in from a new device, once, and not about the first one', async () => {
  const { username, password } = await running.api.registerUser('traveller');
  const signIn = (browser = running.newBrowser(), address = '192.0.2.1', userAgent = firefox) =>
    browser.post(
      '/api/auth/session',
      { username, password },
      { headers: { 'X-Forwarded-For': address, 'User-Agent': userAgent }, expect: 201 },
    );
  const browser = running.newBrowser();
  await signIn(browser);
  const text = await mailAbout(username, 'New sign-in');
  expect(text).toContain('Firefox on Linux, from the address 192.0.2.1');
  // The browser is known by its cookie, anywhere. Another one of the same kind in the same network was reported.
  await signIn(browser, '203.0.113.9');
  await signIn(running.newBrowser(), '192.0.2.77');
  expect(await countOf(username, 'New sign-in to your Taskyard account')).toBe(1);
  await signIn(running.newBrowser(), '203.0.113.9');
  await expect.poll(() => subjectsTo(username).filter((subject) => subject.startsWith('New sign-in')).length).toBe(2);
});

it('repeats no text that a client chose', async () => {
  const { username, password } = await running.api.registerUser('phished');
  const headers = { 'X-Forwarded-For': '192.0.2.5', 'User-Agent': 'evil.example/1.0 (open me)' };
  await running.api.post('/api/auth/login', { username, password }, { headers, expect: 200 });
  const text = await mailAbout(username, 'New sign-in');
  expect(text).toContain('an unknown program');
  expect(text).not.toContain('evil');
});

it('tells the owner about a new password, however it was set', async () => {
  const { username, password, token } = await running.api.registerUser('changer');
  const change = { current_password: password, new_password: 'a different one now' };
  await running.api.call('PUT', '/api/auth/me/password', change, { token, expect: 204 });
  await mailAbout(username, 'The password of your Taskyard account was changed');

  const other = await registerVerified(running.api, mailServer, 'forgetful');
  await running.api.post('/api/auth/password-reset', { email: mailbox(other.username) }, { expect: 202 });
  await mailAbout(other.username, 'Choose a new password');
  const link = mailServer.received.find(
    ({ to, mail }) => to.includes(mailbox('forgetful')) && mail.subject?.startsWith('Choose'),
  );
  const reset = { token: tokenIn(link ?? expect.fail()), new_password: 'what I will remember now' };
  await running.api.call('PUT', '/api/auth/password-reset', reset, { expect: 204 });
  await mailAbout(other.username, 'The password of your Taskyard account was changed');
});

it('tells the owner about two-step verification and its recovery codes', async () => {
  const user = await enableTotp(running.api, await registerVerified(running.api, mailServer, 'careful'));
  const { username, password, token } = user;
  await mailAbout(username, 'Two-step verification is on');
  expect((await logIn(running.api, user, totpCode(user.secret, 1))).status).toBe(200);
  expect((await logIn(running.api, user, user.recoveryCodes[0])).status).toBe(200);
  await mailAbout(username, 'A recovery code of your Taskyard account was used');
  await running.api.post('/api/auth/me/recovery-codes', { password }, { token, expect: 201 });
  await mailAbout(username, 'New recovery codes');
  await running.api.call('DELETE', '/api/auth/me/totp', { password }, { token, expect: 204 });
  await mailAbout(username, 'Two-step verification is off');
});

it('tells the owner about new access tokens, a few times an hour at most', async () => {
  const { username, token } = await registerVerified(strict.api, mailServer, 'scripter');
  const wanted = { name: 'Backup', scopes: ['tasks:read'], expires_in_days: 1 };
  for (let i = 0; i < noticesPerHour + 2; i++) {
    await strict.api.post('/api/auth/tokens', wanted, { token, expect: 201 });
  }
  expect(await countOf(username, 'New access token for your Taskyard account')).toBe(noticesPerHour);
});

it('tells the owner once about many failed sign-ins', async () => {
  const { username } = await running.api.registerUser('target');
  const guess = () => running.api.post('/api/auth/login', { username, password: 'not the password' }, { expect: 401 });
  for (let i = 0; i < failuresUntilNotice - 1; i++) await guess();
  const subject = 'Many failed sign-ins to your Taskyard account';
  expect(await countOf(username, subject)).toBe(0);
  for (let i = 0; i < 4; i++) await guess();
  await mailAbout(username, subject);
  expect(await countOf(username, subject)).toBe(1);
});

it('keeps the request working when the counters of the notices are unavailable', async () => {
  const notices = running.app.get(SecurityNoticesService);
  const failing = () => Promise.reject(new Error('no counters'));
  expect(() =>
    notices.send({ kind: 'token_created' }, { id: 1, username: 'x', email: 'x@example.com' }, failing),
  ).not.toThrow();
});
