import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type MailServer, type ReceivedMail, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { SoftwareAuthenticator } from '../../../test/software-authenticator.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { logIn, registerWithTotp, totpCode } from '../../../test/totp-user.ts';
import { registerVerified } from '../../../test/verified-user.ts';

let mailServer: MailServer;
let running: TestApp;
/** The same installation before its operator configured mail. */
let withoutMail: TestApp;
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { SMTP_URL: mailServer.url } });
  withoutMail = await startTestApp({ sharing: running });
});
afterAll(async () => {
  await withoutMail.stop();
  await running.stop();
  await mailServer.stop();
});

const ownersPassword = 'only the owner knows it';
const newToken = { name: 'Script', scopes: ['tasks:read', 'tasks:write'], expires_in_days: 1 };

/** What the owner of the address does: asks for a link, and chooses a password with it. */
async function resetByMail(name: string): Promise<number> {
  const address = `${name}@example.com`;
  const isReset = ({ mail }: ReceivedMail) => mail.subject === 'Choose a new password for Taskyard';
  const resets = () => mailServer.received.filter((mail) => mail.to.includes(address) && isReset(mail));
  const earlier = resets().length;
  await running.api.post('/api/auth/password-reset', { email: address }, { expect: 202 });
  const received = await vi.waitFor(() => resets()[earlier] ?? expect.fail('no reset mail'), 10_000);
  const body = { token: tokenIn(received), new_password: ownersPassword };
  return (await running.api.call('PUT', '/api/auth/password-reset', body)).status;
}

async function addPasskey({ api }: TestApp, authenticator: SoftwareAuthenticator, token: string, password: string) {
  const options = await api.post('/api/auth/passkeys/options', { password }, { token, expect: 201 });
  const body = { name: 'Key', response: authenticator.create(options.body) };
  await api.post('/api/auth/passkeys', body, { token, expect: 201 });
}

/** Rows of a user by table, of every table that references users. */
async function rowsOf(id: number): Promise<Record<string, number>> {
  const { connection } = running.database;
  const [tables] = await connection.query<RowDataPacket[]>(
    `SELECT TABLE_NAME AS name, COLUMN_NAME AS foreignKey FROM information_schema.KEY_COLUMN_USAGE
     WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME = 'users' AND COLUMN_NAME = 'user_id'`,
  );
  const counts: Record<string, number> = {};
  for (const { name, foreignKey } of tables) {
    const [[row]] = await connection.query<RowDataPacket[]>('SELECT COUNT(*) AS total FROM ?? WHERE ?? = ?', [
      name,
      foreignKey,
      id,
    ]);
    if (Number(row?.total) > 0) counts[name] = Number(row?.total);
  }
  return counts;
}

describe('before the email is verified', () => {
  it('no second factor, passkey or token can be set up, and the password can be changed', async () => {
    const { token, password } = await running.api.registerUser('early');
    const { api } = running;
    for (const refused of [
      await api.post('/api/auth/me/totp', { password }, { token }),
      await api.post('/api/auth/passkeys/options', { password }, { token }),
      await api.post('/api/auth/tokens', newToken, { token }),
    ]) {
      expect(refused.body).toMatchObject({ status: 409, code: 'email_not_verified' });
      expect(refused.body.detail).toContain('Verify your email first');
    }
    const change = { current_password: password, new_password: 'another one of mine' };
    expect((await api.call('PUT', '/api/auth/me/password', change, { token })).status).toBe(204);
  });

  it('what was started before the email changed cannot be completed', async () => {
    const { token, password } = await registerVerified(running.api, mailServer, 'switcher');
    const authenticator = new SoftwareAuthenticator();
    const options = await running.api.post('/api/auth/passkeys/options', { password }, { token, expect: 201 });
    const totp = await running.api.post('/api/auth/me/totp', { password }, { token, expect: 201 });
    const change = { email: 'victim@example.com', password };
    await running.api.call('PATCH', '/api/auth/me', change, { token, expect: 200 });
    const passkey = { name: 'Key', response: authenticator.create(options.body) };
    const code = { code: totpCode(String(totp.body.secret)) };
    for (const refused of [
      await running.api.post('/api/auth/passkeys', passkey, { token }),
      await running.api.call('PUT', '/api/auth/me/totp', code, { token }),
    ]) {
      expect(refused.body).toMatchObject({ status: 409, code: 'email_not_verified' });
    }
  });

  it('everything can be set up where no mail is configured, because no email can be verified there', async () => {
    const user = await registerWithTotp(withoutMail.api, 'offline');
    expect((await withoutMail.api.post('/api/auth/tokens', newToken, { token: user.token })).status).toBe(201);
    expect((await logIn(withoutMail.api, user)).body.code).toBe('second_factor_required');
  });
});

describe('the owner of an address that a stranger registered first', () => {
  it('gets an empty account by a reset, is told so by mail, and nothing of the stranger opens it', async () => {
    // Without mail, so that the stranger has everything that a later version or setting might allow.
    const stranger = await registerWithTotp(withoutMail.api, 'squatted');
    const { id, token, password } = stranger;
    const browser = withoutMail.newBrowser();
    const code = totpCode(stranger.secret, 1);
    await browser.post('/api/auth/session', { username: 'squatted', password, code }, { expect: 201 });
    const authenticator = new SoftwareAuthenticator();
    await addPasskey(withoutMail, authenticator, token, password);
    const script = await withoutMail.api.post('/api/auth/tokens', newToken, { token, expect: 201 });
    await withoutMail.api.post('/api/tasks', { title: 'Of the stranger' }, { token, expect: 201 });
    expect(Object.keys(await rowsOf(id))).toEqual(
      expect.arrayContaining(['sessions', 'passkeys', 'totp_secrets', 'recovery_codes', 'tasks']),
    );

    expect(await resetByMail('squatted')).toBe(204);
    const owner = await running.api.post('/api/auth/login', { username: 'squatted', password: ownersPassword });
    expect(owner.body.user).toMatchObject({ email_verified: true, second_factor: false, must_change_password: false });
    expect(await rowsOf(id)).toEqual({});
    const options = { token: String(owner.body.token) };
    await running.api.post('/api/tasks', { title: 'Of the owner' }, { ...options, expect: 201 });

    expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
    expect((await browser.post('/api/auth/session/refresh')).status).toBe(401);
    expect((await running.api.get('/api/tasks', { token: String(script.body.token) })).status).toBe(401);
    // The access token is valid until it expires, but for an account that is gone.
    expect((await running.api.get('/api/tasks', { token })).text).not.toContain('Of the owner');
    const challenge = await running.api.post('/api/auth/session/passkey/options');
    const response = authenticator.get(challenge.body);
    expect((await running.api.post('/api/auth/session/passkey', { response })).body.code).toBe('passkey_invalid');

    const mails = await mailServer.mailTo('squatted@example.com', 2);
    expect(mails[0]?.mail.text).toContain('This email was never verified');
    expect(mails[1]?.mail.subject).toBe('Your Taskyard account was emptied');
    expect(mails[1]?.mail.text).toContain('Everything in it was therefore deleted');
  });

  it('gets it once when several requests use the link at the same time', async () => {
    await running.api.registerUser('crowded');
    await mailServer.mailTo('crowded@example.com');
    await running.api.post('/api/auth/password-reset', { email: 'crowded@example.com' }, { expect: 202 });
    const received = (await mailServer.mailTo('crowded@example.com', 2)).at(-1);
    const token = received === undefined ? '' : tokenIn(received);
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) =>
        running.api.call('PUT', '/api/auth/password-reset', { token, new_password: `choice of owner ${i}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 410, 410, 410, 410, 410]);
  });

  it('stays an admin when the account was one', async () => {
    const { id } = await running.api.registerUser('chief');
    await running.database.connection.query("UPDATE users SET role = 'admin' WHERE id = ?", [id]);
    await mailServer.mailTo('chief@example.com');
    expect(await resetByMail('chief')).toBe(204);
    const owner = await running.api.post('/api/auth/login', { username: 'chief', password: ownersPassword });
    expect(owner.body.user).toMatchObject({ role: 'admin', email_verified: true });
  });
});

it('keeps the second factor, the passkeys and the tasks of a verified account after a reset by mail', async () => {
  const { id, token, password } = await registerVerified(running.api, mailServer, 'proven');
  const started = await running.api.post('/api/auth/me/totp', { password }, { token, expect: 201 });
  const secret = String(started.body.secret);
  await running.api.call('PUT', '/api/auth/me/totp', { code: totpCode(secret) }, { token, expect: 200 });
  await addPasskey(running, new SoftwareAuthenticator(), token, password);
  await running.api.post('/api/tasks', { title: 'Stays' }, { token, expect: 201 });
  expect(await resetByMail('proven')).toBe(204);
  expect(await rowsOf(id)).toMatchObject({ passkeys: 1, totp_secrets: 1, tasks: 1 });
  const body = { username: 'proven', password: ownersPassword };
  expect((await running.api.post('/api/auth/login', body)).body.code).toBe('second_factor_required');
  const mails = mailServer.received.filter(({ to }) => to.includes('proven@example.com'));
  expect(mails.map(({ mail }) => mail.subject)).not.toContain('Your Taskyard account was emptied');
});

it('lets the first admin without a verified email sign in, choose a password and manage users', async () => {
  const env = { SMTP_URL: mailServer.url, INITIAL_ADMIN_PASSWORD: 'from the operator' };
  const fresh = await startTestApp({ env });
  try {
    const credentials = { username: 'admin', password: 'from the operator' };
    const first = await fresh.api.post('/api/auth/login', credentials, { expect: 200 });
    const change = { current_password: credentials.password, new_password: ownersPassword };
    const { token } = first.body;
    await fresh.api.call('PUT', '/api/auth/me/password', change, { token: String(token), expect: 204 });
    const again = await fresh.api.post('/api/auth/login', { username: 'admin', password: ownersPassword });
    expect(again.body.user).toMatchObject({ email_verified: false, role: 'admin' });
    expect((await fresh.api.get('/api/auth/users', { token: String(again.body.token) })).status).toBe(200);
  } finally {
    await fresh.stop();
  }
});
