import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { registerWithTotp, totpCode, type UserWithTotp } from '../../../test/totp-user.ts';
import { lockoutSchedules } from './sign-in-lockout.service.ts';

const { tries } = lockoutSchedules.accountAtAddress;

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp({ env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback' } });
});
afterAll(() => running.stop());

const signIn = (
  user: UserWithTotp,
  address: string,
  { password = user.password, code = undefined as string | undefined } = {},
) =>
  running.api.post(
    '/api/auth/login',
    { username: user.username, password, code },
    { headers: { 'X-Forwarded-For': address } },
  );

it('does not count being asked for the code as a failure', async () => {
  const [user, address] = [await registerWithTotp(running.api, 'asked'), '198.51.100.1'];
  for (let i = 0; i < tries + 3; i++) expect((await signIn(user, address)).body.code).toBe('second_factor_required');
  for (let i = 0; i < tries - 1; i++) await signIn(user, address, { password: 'not the password' });
  // The next attempt would lock. Being asked for the code undoes that too.
  expect((await signIn(user, address)).body.code).toBe('second_factor_required');
  expect((await signIn(user, address, { code: totpCode(user.secret, 1) })).status).toBe(200);
});

it('locks out an attacker who knows the password and guesses the code', async () => {
  const [user, address] = [await registerWithTotp(running.api, 'protected'), '198.51.100.2'];
  for (let i = 0; i < tries; i++) {
    expect((await signIn(user, address, { code: '000000' })).body.code).toBe('second_factor_invalid');
    // Being asked for the code again does not reset the counter.
    expect((await signIn(user, address)).status).toBe(i < tries - 1 ? 401 : 429);
  }
  expect((await signIn(user, address, { code: totpCode(user.secret, 1) })).status).toBe(429);
});
