import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { logIn as logInTo, registerWithTotp, type UserWithTotp } from '../../../test/totp-user.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

const registerUser = (username: string) => registerWithTotp(running.api, username);

const logIn = (user: UserWithTotp, code?: string) => logInTo(running.api, user, code);

async function eventsOf(id: number): Promise<string[]> {
  const [rows] = await running.database.connection.query(
    "SELECT action FROM audit_events WHERE subject_id = ? AND action LIKE 'second_factor%' ORDER BY id",
    [id],
  );
  return (rows as { action: string }[]).map(({ action }) => action);
}

it('accepts each recovery code once, in any spelling', async () => {
  const user = await registerUser('careful');
  const [first = '', second = '', third = ''] = user.recoveryCodes;
  expect((await logIn(user, first)).status).toBe(200);
  expect((await logIn(user, first)).body.code).toBe('second_factor_invalid');
  expect((await logIn(user, second.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
  expect((await logIn(user, third.replaceAll('-', ''))).status).toBe(200);
  const state = await running.api.get('/api/auth/me/totp', { token: user.token });
  expect(state.body.recovery_codes_left).toBe(7);
  expect(await eventsOf(user.id)).toEqual([
    'second_factor.enabled',
    ...Array(3).fill('second_factor.recovery_code_used'),
  ]);
});

it('accepts one of twenty simultaneous uses of a recovery code', async () => {
  const user = await registerUser('hasty');
  const answers = await Promise.all(Array.from({ length: 20 }, () => logIn(user, user.recoveryCodes[0])));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(401)]);
});

it('accepts a recovery code only for its owner', async () => {
  const [owner, other] = [await registerUser('owner'), await registerUser('other')];
  expect((await logIn(other, owner.recoveryCodes[0])).status).toBe(401);
  expect((await logIn(owner, owner.recoveryCodes[0])).status).toBe(200);
});

it('replaces all recovery codes after the password was confirmed', async () => {
  const user = await registerUser('renewer');
  const renew = (password: string) =>
    running.api.post('/api/auth/me/recovery-codes', { password }, { token: user.token });
  expect((await renew('not it')).body.code).toBe('wrong_password');
  const renewed = await renew(user.password);
  expect(renewed.status).toBe(201);
  const codes = renewed.body.recovery_codes as string[];
  expect(new Set([...codes, ...user.recoveryCodes]).size).toBe(20);
  expect((await logIn(user, user.recoveryCodes[0])).status).toBe(401);
  expect((await logIn(user, codes[0])).status).toBe(200);
});

it('accepts recovery codes after the encryption key was lost', async () => {
  const user = await registerUser('unlucky');
  const rekeyed = await startTestApp({
    env: { ENCRYPTION_KEY: 'another-key-of-at-least-32-characters' },
    sharing: running,
  });
  const { username, password, recoveryCodes } = user;
  const answer = await rekeyed.api.post('/api/auth/login', { username, password, code: recoveryCodes[0] });
  await rekeyed.stop();
  expect(answer.status).toBe(200);
});
