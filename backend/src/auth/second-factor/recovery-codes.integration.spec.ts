import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GuardedPerson, joinGuarded, logIn as logInTo } from '../../../test/authenticator-app.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

const enrol = (username: string) => joinGuarded(running.api, username);

const logIn = (person: GuardedPerson, code?: string) => logInTo(running.api, person, code);

async function eventsOf(id: number): Promise<string[]> {
  const [rows] = await running.database.connection.query(
    "SELECT action FROM audit_events WHERE subject_id = ? AND action LIKE 'second_factor%' ORDER BY id",
    [id],
  );
  return (rows as { action: string }[]).map(({ action }) => action);
}

it('recovery codes stand in for a code, once each, however they are typed', async () => {
  const guarded = await enrol('careful');
  const [first = '', second = '', third = ''] = guarded.recoveryCodes;
  expect((await logIn(guarded, first)).status).toBe(200);
  expect((await logIn(guarded, first)).body.code).toBe('second_factor_invalid');
  expect((await logIn(guarded, second.toLowerCase().replaceAll('-', ' '))).status).toBe(200);
  expect((await logIn(guarded, third.replaceAll('-', ''))).status).toBe(200);
  const state = await running.api.get('/api/auth/me/totp', { token: guarded.token });
  expect(state.body.recovery_codes_left).toBe(7);
  expect(await eventsOf(guarded.id)).toEqual([
    'second_factor.enabled',
    ...Array(3).fill('second_factor.recovery_code_used'),
  ]);
});

it('of twenty uses of one recovery code at once, one wins', async () => {
  const guarded = await enrol('hasty');
  const answers = await Promise.all(Array.from({ length: 20 }, () => logIn(guarded, guarded.recoveryCodes[0])));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(401)]);
});

it('recovery codes are good for their owner alone', async () => {
  const [owner, other] = [await enrol('owner'), await enrol('other')];
  expect((await logIn(other, owner.recoveryCodes[0])).status).toBe(401);
  expect((await logIn(owner, owner.recoveryCodes[0])).status).toBe(200);
});

it('recovery codes are replaced as a whole, confirmed by the password', async () => {
  const guarded = await enrol('renewer');
  const renew = (password: string) =>
    running.api.post('/api/auth/me/recovery-codes', { password }, { token: guarded.token });
  expect((await renew('not it')).body.code).toBe('wrong_password');
  const renewed = await renew(guarded.password);
  expect(renewed.status).toBe(201);
  const codes = renewed.body.recovery_codes as string[];
  expect(new Set([...codes, ...guarded.recoveryCodes]).size).toBe(20);
  expect((await logIn(guarded, guarded.recoveryCodes[0])).status).toBe(401);
  expect((await logIn(guarded, codes[0])).status).toBe(200);
});

it('recovery codes still let people in after the encryption key was lost', async () => {
  const guarded = await enrol('unlucky');
  const rekeyed = await startTestApp({
    env: { ENCRYPTION_KEY: 'another-key-of-at-least-32-characters' },
    beside: running,
  });
  const { username, password, recoveryCodes } = guarded;
  const answer = await rekeyed.api.post('/api/auth/login', { username, password, code: recoveryCodes[0] });
  await rekeyed.stop();
  expect(answer.status).toBe(200);
});
