import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { SoftwareAuthenticator } from '../../../test/software-authenticator.ts';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';
import { registerWithTotp, totpCode } from '../../../test/totp-user.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

/** Makes the confirmation of a user's sessions older than the ten minutes that it is good for. */
async function age(userId: number): Promise<void> {
  const sql = 'UPDATE sessions SET confirmed_at = confirmed_at - INTERVAL 601 SECOND WHERE user_id = ?';
  await running.database.connection.query(sql, [userId]);
}

function createToken(token: string): Promise<ApiResponse> {
  return running.api.post('/api/auth/tokens', { name: 'CI', scopes: ['tasks:read'], expires_in_days: 1 }, { token });
}

const confirm = (token: string, body: unknown) => running.api.post('/api/auth/session/confirmation', body, { token });

const required = { status: 403, body: { code: 'confirmation_required' } };

describe('an open session', () => {
  it.each([
    ['creates a token', 'POST', '/api/auth/tokens', { name: 'CI', scopes: ['tasks:read'], expires_in_days: 1 }],
    ['ends a session', 'DELETE', '/api/auth/sessions/1', undefined],
    ['ends all sessions', 'DELETE', '/api/auth/sessions', undefined],
    ["resets another user's second factor", 'DELETE', '/api/auth/users/1/second-factor', undefined],
  ])('%s only when it was confirmed in the last ten minutes', async (action, method, path, body) => {
    const { id, token } = await registerAdmin(running, `admin-${action.length}`);
    await age(id);
    expect(await running.api.call(method, path, body, { token })).toMatchObject(required);
    expect((await running.api.get('/api/auth/me', { token })).status).toBe(200);
  });

  it('removes two-step verification and adds a passkey only with the password', async () => {
    const { token } = await registerWithTotp(running.api, 'careful');
    const wrong = { password: 'not the password' };
    const refused = { status: 403, body: { code: 'wrong_password' } };
    expect(await running.api.call('DELETE', '/api/auth/me/totp', wrong, { token })).toMatchObject(refused);
    expect(await running.api.post('/api/auth/passkeys/options', wrong, { token })).toMatchObject(refused);
  });

  it('may do so right after signing in, until ten minutes have passed', async () => {
    const { id, token } = await running.api.registerUser('fresh');
    expect((await createToken(token)).status).toBe(201);
    await age(id);
    expect(await createToken(token)).toMatchObject(required);
  });

  it('has to be confirmed when it is older than this rule', async () => {
    const { id, token } = await running.api.registerUser('early');
    await running.database.connection.query('UPDATE sessions SET confirmed_at = NULL WHERE user_id = ?', [id]);
    expect(await createToken(token)).toMatchObject(required);
  });
});

describe('a session is confirmed', () => {
  it('with the password, and no other session is', async () => {
    const { id, token, username, password } = await running.api.registerUser('typist');
    const other = await running.api.post('/api/auth/login', { username, password });
    await age(id);
    expect(await confirm(token, { password: 'wrong' })).toMatchObject({
      status: 403,
      body: { code: 'wrong_password' },
    });
    expect(await createToken(token)).toMatchObject(required);
    expect((await confirm(token, { password })).status).toBe(204);
    expect((await createToken(token)).status).toBe(201);
    expect(await createToken(String(other.body.token))).toMatchObject(required);
  });

  it('with a code of the app, once', async () => {
    const { id, token, secret } = await registerWithTotp(running.api, 'phone');
    await age(id);
    const code = totpCode(secret, 1);
    expect(await confirm(token, { code: '000000' })).toMatchObject({ status: 403, body: { code: 'wrong_code' } });
    expect((await confirm(token, { code })).status).toBe(204);
    expect((await createToken(token)).status).toBe(201);
    expect(await confirm(token, { code })).toMatchObject({ status: 403, body: { code: 'wrong_code' } });
    const { token: without } = await running.api.registerUser('no-phone');
    expect(await confirm(without, { code })).toMatchObject({
      status: 409,
      body: { code: 'second_factor_not_enabled' },
    });
  });

  it('with one of the own passkeys', async () => {
    const [owner, thief] = [await running.api.registerUser('keyed'), await running.api.registerUser('thief')];
    const authenticators = await Promise.all(
      [owner, thief].map(async ({ token, password }) => {
        const authenticator = new SoftwareAuthenticator();
        const { body } = await running.api.post('/api/auth/passkeys/options', { password }, { token });
        const passkey = { name: 'Key', response: authenticator.create(body) };
        await running.api.post('/api/auth/passkeys', passkey, { token, expect: 201 });
        return authenticator;
      }),
    );
    await age(owner.id);
    const answerOf = async (authenticator: SoftwareAuthenticator | undefined) => {
      const { body } = await running.api.post('/api/auth/passkeys/confirmation/options', undefined, owner);
      const response = (authenticator ?? expect.fail()).get(body);
      return running.api.post('/api/auth/passkeys/confirmation', { response }, owner);
    };
    expect(await answerOf(authenticators[1])).toMatchObject({ status: 403, body: { code: 'passkey_refused' } });
    expect(await createToken(owner.token)).toMatchObject(required);
    expect((await answerOf(authenticators[0])).status).toBe(204);
    expect((await createToken(owner.token)).status).toBe(201);
  });

  it.each([{}, { password: 'x', code: '123456' }, { password: 1 }])('not with %j', async (body) => {
    const { token } = await running.api.registerUser(`odd-${JSON.stringify(body).length}`);
    expect((await confirm(token, body)).status).toBe(422);
  });
});
