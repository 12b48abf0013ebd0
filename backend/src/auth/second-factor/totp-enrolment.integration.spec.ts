import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raceWith } from '../../../test/race-with.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { logIn as logInTo, registerWithTotp, totpCode, type UserWithTotp } from '../../../test/totp-user.ts';

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

describe('turning two-step verification on', () => {
  it('requires the password and a first code, and returns ten recovery codes', async () => {
    const { token, password, id } = await running.api.registerUser('ada');
    const started = await running.api.post('/api/auth/me/totp', { password }, { token });
    expect(started.status).toBe(201);
    expect(started.body).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      uri: expect.stringContaining(`secret=${started.body.secret}`),
    });
    const secret = String(started.body.secret);
    const state = () => running.api.get('/api/auth/me/totp', { token });
    expect((await state()).body).toEqual({ enabled: false, recovery_codes_left: 0 });
    expect((await running.api.post('/api/auth/login', { username: 'ada', password })).status).toBe(200);

    const typed = totpCode(secret).replace(/^.../, '$& ');
    const confirmed = await running.api.call('PUT', '/api/auth/me/totp', { code: typed }, { token });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recovery_codes as string[]).size).toBe(10);
    expect((await state()).body).toEqual({ enabled: true, recovery_codes_left: 10 });
    expect((await running.api.get('/api/auth/me', { token })).body.second_factor).toBe(true);
    expect(await eventsOf(id)).toEqual(['second_factor.enabled']);
  });

  it('returns no secret for a wrong password', async () => {
    const { token } = await running.api.registerUser('mistyper');
    const answer = await running.api.post('/api/auth/me/totp', { password: 'not it' }, { token });
    expect(answer).toMatchObject({ status: 403, body: { code: 'wrong_password', errors: [{ field: 'password' }] } });
  });

  it('rejects a wrong code and still accepts the right one', async () => {
    const { token, password } = await running.api.registerUser('fumbler');
    const { body } = await running.api.post('/api/auth/me/totp', { password }, { token });
    const confirm = (code: string) => running.api.call('PUT', '/api/auth/me/totp', { code }, { token });
    for (const code of [totpCode(String(body.secret), 20), 'ABCD-EFGH-JKMN-PQRS', '１２３４５６', '12345']) {
      expect(await confirm(code)).toMatchObject({ status: 403, body: { code: 'wrong_code' } });
    }
    expect((await running.api.get('/api/auth/me/totp', { token })).body.enabled).toBe(false);
    expect((await confirm(totpCode(String(body.secret)))).status).toBe(200);
  });

  it('makes the first secret invalid when it is started again', async () => {
    const { token, password } = await running.api.registerUser('restarter');
    const start = () => running.api.post('/api/auth/me/totp', { password }, { token });
    const [first, second] = [await start(), await start()];
    const confirm = (secret: unknown) =>
      running.api.call('PUT', '/api/auth/me/totp', { code: totpCode(String(secret)) }, { token });
    expect((await confirm(first.body.secret)).status).toBe(403);
    expect((await confirm(second.body.secret)).status).toBe(200);
  });

  it('answers 409 to a code before the start and to a start when it is already on', async () => {
    const { token, password } = await running.api.registerUser('jumper');
    const confirm = (code: string) => running.api.call('PUT', '/api/auth/me/totp', { code }, { token });
    expect(await confirm('123456')).toMatchObject({ status: 409, body: { code: 'second_factor_not_started' } });
    const user = await registerUser('settled');
    for (const answer of [
      await running.api.post('/api/auth/me/totp', { password: user.password }, { token: user.token }),
      await running.api.call('PUT', '/api/auth/me/totp', { code: totpCode(user.secret, 1) }, { token: user.token }),
    ]) {
      expect(answer).toMatchObject({ status: 409, body: { code: 'second_factor_enabled' } });
    }
    expect((await running.api.post('/api/auth/me/recovery-codes', { password }, { token })).body).toMatchObject({
      status: 409,
      code: 'second_factor_not_enabled',
    });
  });

  it('is rejected when the session ended during the request', async () => {
    const { id, token, password } = await running.api.registerUser('too-late');
    const { body } = await running.api.post('/api/auth/me/totp', { password }, { token });
    const answer = await raceWith(running.database, id, 'DELETE FROM sessions WHERE user_id = ?', () =>
      running.api.call('PUT', '/api/auth/me/totp', { code: totpCode(String(body.secret)) }, { token }),
    );
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect((await running.api.post('/api/auth/login', { username: 'too-late', password })).status).toBe(200);
  });

  it('results in one secret and ten recovery codes after many simultaneous requests', async () => {
    const { token, password, id } = await running.api.registerUser('impatient');
    const starts = await Promise.all(
      Array.from({ length: 8 }, () => running.api.post('/api/auth/me/totp', { password }, { token })),
    );
    expect(starts.map(({ status }) => status)).toEqual(Array(8).fill(201));
    const confirmations = await Promise.all(
      starts.map(({ body }) =>
        running.api.call('PUT', '/api/auth/me/totp', { code: totpCode(String(body.secret)) }, { token }),
      ),
    );
    expect(confirmations.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await running.api.get('/api/auth/me/totp', { token })).body.recovery_codes_left).toBe(10);
    expect(await eventsOf(id)).toEqual(['second_factor.enabled']);
  });
});

describe('turning two-step verification off', () => {
  const remove = (password: string, token: string) =>
    running.api.call('DELETE', '/api/auth/me/totp', { password }, { token });

  it('requires the password and deletes the recovery codes', async () => {
    const user = await registerUser('tired');
    expect((await remove('not it', user.token)).body.code).toBe('wrong_password');
    expect((await logIn(user)).status).toBe(401);
    expect((await remove(user.password, user.token)).status).toBe(204);
    expect((await logIn(user)).status).toBe(200);
    const state = await running.api.get('/api/auth/me/totp', { token: user.token });
    expect(state.body).toEqual({ enabled: false, recovery_codes_left: 0 });
    expect(await eventsOf(user.id)).toEqual(['second_factor.enabled', 'second_factor.disabled']);
    expect((await remove(user.password, user.token)).body).toMatchObject({
      status: 409,
      code: 'second_factor_not_enabled',
    });
  });

  it('is rejected when the password was changed during the request', async () => {
    const { id, token, password } = await registerUser('rescued');
    const changed = "UPDATE users SET password = 'another hash' WHERE id = ?";
    const answer = await raceWith(running.database, id, changed, () =>
      running.api.call('DELETE', '/api/auth/me/totp', { password }, { token }),
    );
    expect(answer).toMatchObject({ status: 403, body: { code: 'wrong_password' } });
    expect((await running.api.get('/api/auth/me/totp', { token })).body.enabled).toBe(true);
  });

  it('allows turning it on again with a new secret and new recovery codes', async () => {
    const user = await registerUser('returner');
    const { token, password } = user;
    await remove(password, token);
    const started = await running.api.post('/api/auth/me/totp', { password }, { token });
    expect(started.body.secret).not.toBe(user.secret);
    const code = totpCode(String(started.body.secret));
    expect((await running.api.call('PUT', '/api/auth/me/totp', { code }, { token })).status).toBe(200);
    expect((await logIn(user, user.recoveryCodes[0])).status).toBe(401);
  });
});

it('requires a session for every route of two-step verification', async () => {
  for (const [method, path] of [
    ['GET', '/api/auth/me/totp'],
    ['POST', '/api/auth/me/totp'],
    ['PUT', '/api/auth/me/totp'],
    ['DELETE', '/api/auth/me/totp'],
    ['POST', '/api/auth/me/recovery-codes'],
  ] as const) {
    expect((await running.api.call(method, path)).status).toBe(401);
  }
});
