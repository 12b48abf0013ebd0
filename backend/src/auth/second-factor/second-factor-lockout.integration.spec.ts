import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../../test/mail-server.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { enableTotp, logIn, totpCode, type UserWithTotp } from '../../../test/totp-user.ts';
import { registerVerified } from '../../../test/verified-user.ts';
import { secondFactorSchedule } from './second-factor-lockout.service.ts';

let mailServer: MailServer;
let running: TestApp;
let user: UserWithTotp;
// The factor of 1000 leaves only this limit: the lock-outs by address and account would be reached first.
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { SMTP_URL: mailServer.url } });
  user = await enableTotp(running.api, await registerVerified(running.api, mailServer, 'owner'));
});
afterAll(async () => {
  await running.stop();
  await mailServer.stop();
});

const subjects = () => mailServer.received.map(({ mail }) => mail.subject ?? '');
const lockedSubject = 'Two-step verification of your Taskyard account is locked for a day';

it('accepts no codes for a day after a hundred wrong ones in a row, and tells the owner', async () => {
  for (let i = 0; i < secondFactorSchedule.tries - 1; i++) await fail();
  // A right code begins a new row.
  expect((await logIn(running.api, user, totpCode(user.secret, 1))).status).toBe(200);
  for (let i = 0; i < secondFactorSchedule.tries; i++) await fail();

  const refused = await logIn(running.api, user, totpCode(user.secret, 1));
  expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(86_000);
  await expect.poll(subjects, { timeout: 10_000 }).toContain(lockedSubject);
  expect(subjects().filter((subject) => subject === lockedSubject)).toHaveLength(1);

  // Recovery codes cannot be guessed.
  expect((await logIn(running.api, user, user.recoveryCodes[0])).status).toBe(200);

  await running.database.connection.query(
    "UPDATE rate_limits SET expire = expire - 86400000 WHERE `key` LIKE 'second-factor:lockout:tries:%'",
  );
  for (let i = 0; i < secondFactorSchedule.triesBetweenLocks; i++) await fail();
  expect((await logIn(running.api, user, '000000')).status).toBe(429);

  async function fail() {
    const { body } = await logIn(running.api, user, '000000');
    expect(body.code).toBe('second_factor_invalid');
  }
}, 120_000);
