import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MailServer, type ReceivedMail, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { medianTimes } from '../../../test/median-times.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { lockoutSchedules } from '../sign-in/sign-in-lockout.service.ts';

let mailServer: MailServer;
let running: TestApp;
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { SMTP_URL: mailServer.url } });
});
afterAll(async () => {
  await running.stop();
  await mailServer.stop();
});

const newPassword = 'a wholly new password';
const request = (email: string) => running.api.post('/api/auth/password-reset', { email });
const reset = (token: string, new_password = newPassword) =>
  running.api.call('PUT', '/api/auth/password-reset', { token, new_password });
const login = (username: string, password: string) => running.api.post('/api/auth/login', { username, password });

/** Registers a user and waits for the first email, whose link verifies the address. */
async function register(name: string) {
  const user = await running.api.registerUser(name);
  const [verification] = await mailServer.mailTo(`${name}@example.com`);
  if (verification === undefined) throw new Error('no mail');
  return { ...user, verification: tokenIn(verification) };
}

/** {@link register}, and verifies the email. */
async function registerVerified(name: string) {
  const user = await register(name);
  const body = { token: user.verification };
  await running.api.call('PUT', '/api/auth/me/email-verification', body, { token: user.token, expect: 204 });
  return user;
}

/** @param earlier how many links the user has received before */
async function requestFor(name: string, earlier = 1): Promise<string> {
  expect((await request(`${name}@example.com`)).status).toBe(202);
  const isLink = ({ mail }: ReceivedMail) => /[?&#]token=/.test(mail.text ?? '');
  return vi.waitFor(async () => {
    // Other mail tells about changes of the account.
    const link = (await mailServer.mailTo(`${name}@example.com`)).filter(isLink)[earlier];
    return tokenIn(link ?? expect.fail('no mail'));
  }, 10_000);
}

async function row(id: number): Promise<RowDataPacket | undefined> {
  const [[user]] = await running.database.connection.query<RowDataPacket[]>('SELECT * FROM users WHERE id = ?', [id]);
  return user;
}

describe('a password reset', () => {
  it('sets the password, ends sessions, revokes personal access tokens and verifies the address', async () => {
    const { id, token, password } = await registerVerified('grace');
    const script = await running.api.post(
      '/api/auth/tokens',
      { name: 'Script', scopes: ['tasks:read'], expires_in_days: 1 },
      { token },
    );
    const link = await requestFor('grace');
    const mails = await mailServer.mailTo('grace@example.com', 2);
    const mail = mails.find(({ mail }) => mail.subject === 'Choose a new password for Taskyard')?.mail;
    expect(mail?.text).toContain(`http://localhost:3000/reset-password#token=${link}`);
    expect(mail?.text).toContain('within 30 minutes');
    expect(mail?.text).toContain("If this wasn't you");

    expect((await reset(link)).status).toBe(204);
    expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
    expect((await running.api.get('/api/tasks', { token: String(script.body.token) })).status).toBe(401);
    expect((await login('grace', password)).status).toBe(401);
    const signedIn = await login('grace', newPassword);
    expect(signedIn.body.user).toMatchObject({ email_verified: true, must_change_password: false });
    expect((await reset(link, 'yet another password')).body).toMatchObject({ status: 410, code: 'link_invalid' });
    const [events] = await running.database.connection.query<RowDataPacket[]>(
      "SELECT action, actor_id FROM audit_events WHERE subject_id = ? AND action LIKE 'password.%' ORDER BY id",
      [id],
    );
    expect(events).toEqual([
      { action: 'password.reset_requested', actor_id: null },
      { action: 'password.reset', actor_id: id },
    ]);
  });

  it('clears the requirement to change the password', async () => {
    const { id } = await registerVerified('invited');
    await running.database.connection.query('UPDATE users SET must_change_password = TRUE WHERE id = ?', [id]);
    expect((await reset(await requestFor('invited'))).status).toBe(204);
    expect((await row(id))?.must_change_password).toBe(0);
  });

  it('keeps two-step verification on', async () => {
    const { id } = await registerVerified('careful');
    await running.database.connection.query('UPDATE users SET second_factor_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
    expect((await reset(await requestFor('careful'))).status).toBe(204);
    expect((await row(id))?.second_factor_at).not.toBeNull();
    expect((await login('careful', newPassword)).body.code).toBe('second_factor_required');
  });

  it('happens once when several requests use the same link at the same time', async () => {
    await register('race');
    const link = await requestFor('race');
    const passwords = Array.from({ length: 6 }, (_, i) => `password number ${i}`);
    const answers = await Promise.all(passwords.map((password) => reset(link, password)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410, 410, 410]);
    const logins = await Promise.all(passwords.map((password) => login('race', password)));
    const winner = answers.findIndex(({ status }) => status === 204);
    expect(logins.map(({ status }) => status)).toEqual(passwords.map((_, i) => (i === winner ? 200 : 401)));
  });

  it('keeps the link valid when the new password is rejected', async () => {
    await register('picky');
    const link = await requestFor('picky');
    for (const password of ['short', 'Password', 'picky@example.com']) {
      const { body } = await reset(link, password);
      expect(body).toMatchObject({ status: 422, code: 'validation_failed', errors: [{ field: 'new_password' }] });
    }
    expect((await reset(link)).status).toBe(204);
  });
});

describe('a reset link is rejected', () => {
  it('after a newer link was sent', async () => {
    await register('impatient');
    const first = await requestFor('impatient');
    const second = await requestFor('impatient', 2);
    expect((await reset(first)).status).toBe(410);
    expect((await reset(second)).status).toBe(204);
  });

  it('after it expired', async () => {
    const { id, password } = await register('slow');
    const link = await requestFor('slow');
    await running.database.connection.query('UPDATE email_links SET expires_at = UTC_TIMESTAMP(3) WHERE user_id = ?', [
      id,
    ]);
    expect((await reset(link)).status).toBe(410);
    expect((await login('slow', password)).status).toBe(200);
  });

  it('when it was sent for another purpose', async () => {
    const { verification, token } = await register('mixed-up');
    const link = await requestFor('mixed-up');
    expect((await reset(verification)).status).toBe(410);
    expect((await running.api.call('PUT', '/api/auth/me/email-verification', { token: link }, { token })).status).toBe(
      410,
    );
    expect((await reset(link)).status).toBe(204);
  });

  it('after the email address changed, even when it is changed back', async () => {
    const { token, password } = await register('mover');
    const link = await requestFor('mover');
    for (const email of ['moved@example.com', 'mover@example.com']) {
      const answer = await running.api.call('PATCH', '/api/auth/me', { email, password }, { token });
      expect(answer.status).toBe(200);
      expect((await reset(link)).status).toBe(410);
    }
  });

  it('after the password was changed', async () => {
    const { token, password } = await register('rememberer');
    const link = await requestFor('rememberer');
    const change = { current_password: password, new_password: 'remembered in the end' };
    expect((await running.api.call('PUT', '/api/auth/me/password', change, { token })).status).toBe(204);
    expect((await reset(link)).status).toBe(410);
  });

  it('when an admin disabled the account, which then receives no email', async () => {
    const { id, password } = await register('put-out');
    const link = await requestFor('put-out');
    await running.database.connection.query('UPDATE users SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
    expect((await reset(link)).status).toBe(410);
    expect((await request('put-out@example.com')).status).toBe(202);
    await register('after-put-out');
    expect(await mailServer.mailTo('put-out@example.com')).toHaveLength(2);
    await running.database.connection.query('UPDATE users SET disabled_at = NULL WHERE id = ?', [id]);
    expect((await login('put-out', password)).status).toBe(200);
  });
});

it('ends the lock-out of a user who resets the password', async () => {
  await register('forgetful');
  const env = { SMTP_URL: mailServer.url, RATE_LIMIT_FACTOR: '1' };
  const limited = await startTestApp({ env, sharing: running });
  const signIn = (password: string) => limited.api.post('/api/auth/login', { username: 'forgetful', password });
  const { tries } = lockoutSchedules.accountAtAddress;
  for (let i = 0; i < tries; i++) expect((await signIn('was it this')).status).toBe(401);
  expect((await signIn(newPassword)).status).toBe(429);
  const token = await requestFor('forgetful');
  const body = { token, new_password: newPassword };
  expect((await limited.api.call('PUT', '/api/auth/password-reset', body)).status).toBe(204);
  expect((await signIn(newPassword)).status).toBe(200);
  await limited.stop();
});

describe('requesting a reset does not reveal which accounts exist', () => {
  it('by status, body or headers', async () => {
    await register('known');
    const headers = { 'X-Request-Id': 'the-same-for-both' };
    const [known, unknown] = await Promise.all(
      ['known@example.com', 'unknown@example.com'].map((email) =>
        running.api.post('/api/auth/password-reset', { email }, { headers }),
      ),
    );
    const visible = (answer: typeof known) => ({
      status: answer?.status,
      text: answer?.text,
      headers: [...(answer?.headers ?? [])].filter(([name]) => name !== 'date'),
    });
    expect(visible(known)).toEqual(visible(unknown));
    expect(known?.status).toBe(202);
    expect(known?.text).toBe('');
  });

  it('by response time', async () => {
    await register('timed');
    const actions = { known: () => request('timed@example.com'), unknown: () => request('unknown@example.com') };
    const { known, unknown } = await medianTimes(actions, 40);
    const ratio = known / unknown;
    // The ratio is above 5 when the link and the email are created before the response. The bounds leave room for a busy machine.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });
});
