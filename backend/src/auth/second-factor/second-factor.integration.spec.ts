import { Secret } from 'otpauth';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { logIn as logInTo, registerWithTotp, totpCode, type UserWithTotp } from '../../../test/totp-user.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

const registerUser = (username: string) => registerWithTotp(running.api, username);

const logIn = (user: UserWithTotp, code?: string) => logInTo(running.api, user, code);

it('asks for a code after the right password, and reveals nothing after a wrong password', async () => {
  const user = await registerUser('grace');
  expect(await logIn(user)).toMatchObject({ status: 401, body: { code: 'second_factor_required' } });
  for (const code of [undefined, totpCode(user.secret, 1)]) {
    const answer = await logIn({ ...user, password: 'not the password' }, code);
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } });
  }
  // The right code that was sent with a wrong password is still unused.
  expect((await logIn(user, totpCode(user.secret, 1))).status).toBe(200);
});

it('asks for a code in the browser too, and starts no session without it', async () => {
  const { username, password, secret } = await registerUser('browser');
  const signIn = (code?: string) => running.api.post('/api/auth/session', { username, password, code });
  const refused = await signIn();
  expect(refused.body.code).toBe('second_factor_required');
  expect(refused.headers.getSetCookie()).toEqual([]);
  const taken = await signIn(totpCode(secret, 1));
  expect(taken).toMatchObject({ status: 201, body: { user: { second_factor: true } } });
  expect(taken.headers.getSetCookie()).toHaveLength(3);
});

it('rejects a used code and every earlier code', async () => {
  const user = await registerUser('replayed');
  const { firstCode } = user;
  const code = totpCode(user.secret, 1);
  expect((await logIn(user, firstCode)).body.code).toBe('second_factor_invalid');
  expect((await logIn(user, code)).status).toBe(200);
  for (const spent of [code, firstCode, totpCode(user.secret, -1)]) {
    expect(await logIn(user, spent)).toMatchObject({ status: 401, body: { code: 'second_factor_invalid' } });
  }
});

it.each(['000000', 'ABCD-EFGH-JKMN-PQRS', ' ', '😀', '0x1E240', '１２３４５６'])(
  'rejects %j as a code',
  async (code) => {
    const user = await registerUser(`guesser-${crypto.randomUUID().slice(0, 8)}`);
    expect((await logIn(user, code)).body.code).toBe('second_factor_invalid');
  },
);

it('accepts one of twenty simultaneous uses of a code on two replicas', async () => {
  const { username, password, secret } = await registerUser('popular');
  const replica = await startTestApp({ sharing: running });
  const body = { username, password, code: totpCode(secret, 1) };
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) => (i % 2 ? replica : running).api.post('/api/auth/login', body)),
  );
  await replica.stop();
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(401)]);
});

it("rejects another user's code, even when their secret is copied into the user's row", async () => {
  const [victim, attacker] = [await registerUser('victim'), await registerUser('attacker')];
  expect((await logIn(victim, totpCode(attacker.secret, 1))).status).toBe(401);
  await running.database.connection.query(
    `UPDATE totp_secrets AS target JOIN totp_secrets AS source ON source.user_id = ?
     SET target.secret = source.secret WHERE target.user_id = ?`,
    [attacker.id, victim.id],
  );
  expect((await logIn(victim, totpCode(attacker.secret, 1))).status).toBe(500);
});

it('stores the secret encrypted', async () => {
  const { id, secret } = await registerUser('secretive');
  const [[row]] = (await running.database.connection.query('SELECT secret FROM totp_secrets WHERE user_id = ?', [
    id,
  ])) as unknown as [[{ secret: Buffer }]];
  expect(row.secret.includes(Buffer.from(Secret.fromBase32(secret).buffer))).toBe(false);
  expect(row.secret.includes(secret)).toBe(false);
});
