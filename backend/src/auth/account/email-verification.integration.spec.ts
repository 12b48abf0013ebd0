import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { EmailLinkPurgeService } from '../mail/email-link-purge.service.ts';

let mailServer: MailServer;
let running: TestApp;
beforeAll(async () => {
  mailServer = await startMailServer();
  running = await startTestApp({ env: { SMTP_URL: mailServer.url, MAIL_FROM: 'Taskyard <no-reply@example.com>' } });
});
afterAll(async () => {
  await running.stop();
  await mailServer.stop();
});

const verify = (token: string, session: string) =>
  running.api.call('PUT', '/api/auth/me/email-verification', { token }, { token: session });
const verifyWithPassword = (token: string, password: string) =>
  running.api.post('/api/auth/email-verification', { token, password });
const askAgain = (token: string) => running.api.post('/api/auth/me/email-verification', undefined, { token });

async function isVerified(token: string): Promise<unknown> {
  return (await running.api.get('/api/auth/me', { token })).body.email_verified;
}

async function tokenMailedTo(address: string, count = 1): Promise<string> {
  const mail = (await mailServer.mailTo(address, count)).at(-1);
  if (mail === undefined) throw new Error('no mail');
  return tokenIn(mail);
}

async function links(username: string): Promise<RowDataPacket[]> {
  const [rows] = await running.database.connection.query<RowDataPacket[]>(
    'SELECT email_links.* FROM email_links JOIN users ON users.id = user_id WHERE username = ?',
    [username],
  );
  return rows;
}

describe('registering', () => {
  it('sends a link that verifies the address once', async () => {
    const { token } = await running.api.registerUser('ada');
    const [received] = await mailServer.mailTo('ada@example.com');
    expect(received?.mail.subject).toBe('Verify your email for Taskyard');
    expect(received?.mail.text).toContain('http://localhost:3000/verify-email#token=');
    expect(received?.mail.text).toContain('within 24 hours');
    expect(received?.mail.text).toContain("If this wasn't you");
    expect(await isVerified(token)).toBe(false);

    const mailed = await tokenMailedTo('ada@example.com');
    expect(Buffer.from(mailed, 'base64url')).toHaveLength(32);
    expect((await verify(mailed, token)).status).toBe(204);
    expect(await isVerified(token)).toBe(true);
    expect((await verify(mailed, token)).body).toMatchObject({ status: 410, code: 'link_invalid' });
  });

  it('stores only a hash of the token in the link', async () => {
    const { token } = await running.api.registerUser('hashed');
    const mailed = await tokenMailedTo('hashed@example.com');
    const [link] = await links('hashed');
    expect(link?.token_hash).toHaveLength(32);
    expect(JSON.stringify(Object.values(link ?? {}).map(String))).not.toContain(mailed);
    expect((await verify(link?.token_hash.toString('base64url'), token)).status).toBe(410);
  });
});

describe('requesting the link again', () => {
  it('makes the previous link invalid', async () => {
    const { token } = await running.api.registerUser('twice');
    const first = await tokenMailedTo('twice@example.com');
    expect((await askAgain(token)).status).toBe(202);
    const second = await tokenMailedTo('twice@example.com', 2);
    expect((await verify(first, token)).status).toBe(410);
    expect((await verify(second, token)).status).toBe(204);
  });

  it('leaves one link after ten simultaneous requests', async () => {
    const { token } = await running.api.registerUser('eager');
    await tokenMailedTo('eager@example.com');
    await Promise.all(Array.from({ length: 10 }, () => askAgain(token)));
    await mailServer.mailTo('eager@example.com', 11);
    expect(await links('eager')).toHaveLength(1);
  });

  it('sends no email to a verified address and requires a session', async () => {
    const { token } = await running.api.registerUser('verified');
    expect((await verify(await tokenMailedTo('verified@example.com'), token)).status).toBe(204);
    expect((await askAgain(token)).status).toBe(202);
    expect((await running.api.post('/api/auth/me/email-verification')).status).toBe(401);
    await running.api.registerUser('a-later-one');
    await mailServer.mailTo('a-later-one@example.com');
    expect(await mailServer.mailTo('verified@example.com')).toHaveLength(1);
  });
});

describe('without a session of the account, a link', () => {
  it('verifies with the password of the account only', async () => {
    const { token, password } = await running.api.registerUser('elsewhere');
    const mailed = await tokenMailedTo('elsewhere@example.com');
    const alone = await running.api.post('/api/auth/email-verification', { token: mailed });
    expect(alone.body).toMatchObject({ status: 422, errors: [{ field: 'password' }] });
    const wrong = await verifyWithPassword(mailed, 'not the password');
    expect(wrong.body).toMatchObject({ status: 403, code: 'wrong_password', errors: [{ field: 'password' }] });
    expect(await isVerified(token)).toBe(false);
    expect((await verifyWithPassword(mailed, password)).status).toBe(204);
    expect(await isVerified(token)).toBe(true);
  });

  it('verifies nothing for a signed-in user of another account, and stays valid', async () => {
    const owner = await running.api.registerUser('link-owner');
    const other = await running.api.registerUser('link-other');
    const mailed = await tokenMailedTo('link-owner@example.com');
    expect((await verify(mailed, other.token)).body).toMatchObject({ status: 409, code: 'link_of_other_account' });
    expect((await running.api.call('PUT', '/api/auth/me/email-verification', { token: mailed })).status).toBe(401);
    expect(await isVerified(owner.token)).toBe(false);
    expect((await verify(mailed, owner.token)).status).toBe(204);
  });
});

describe('a link', () => {
  it('verifies once when several requests use it at the same time', async () => {
    const { token } = await running.api.registerUser('race');
    const mailed = await tokenMailedTo('race@example.com');
    const answers = await Promise.all(Array.from({ length: 8 }, () => verify(mailed, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array.from({ length: 7 }, () => 410)]);
  });

  it('is rejected and purged after it expired', async () => {
    const { token } = await running.api.registerUser('late');
    const mailed = await tokenMailedTo('late@example.com');
    const { connection } = running.database;
    await connection.query("UPDATE email_links SET expires_at = UTC_TIMESTAMP(3) WHERE email = 'late@example.com'");
    expect((await verify(mailed, token)).status).toBe(410);
    expect(await isVerified(token)).toBe(false);
    expect(await links('late')).toHaveLength(1);
    await running.app.get(EmailLinkPurgeService).run();
    expect(await links('late')).toEqual([]);
    expect(await links('hashed')).toHaveLength(1);
  });

  it('is rejected when the account is disabled', async () => {
    const { id, password } = await running.api.registerUser('put-out');
    const mailed = await tokenMailedTo('put-out@example.com');
    await running.database.connection.query('UPDATE users SET disabled_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
    expect((await verifyWithPassword(mailed, password)).status).toBe(410);
  });

  it.each(['', 'x', 'x'.repeat(43), "' OR 1=1 --", '\ud800', 'x'.repeat(101)])(
    'is rejected when its token was never issued (%j)',
    async (token) => {
      expect([410, 422]).toContain((await verifyWithPassword(token, 'any password')).status);
    },
  );

  it('is delivered to each of fifty users who register at the same time', async () => {
    const names = Array.from({ length: 50 }, (_, i) => `crowd-${i}`);
    await Promise.all(names.map((name) => running.api.registerUser(name)));
    await Promise.all(names.map((name) => mailServer.mailTo(`${name}@example.com`)));
  });
});

it('allows registration and sign-in without a mail server and returns 503 for requests that need email', async () => {
  const silent = await startTestApp({ sharing: running });
  try {
    const { token } = await silent.api.registerUser('unmailed');
    for (const answer of [
      await silent.api.post('/api/auth/me/email-verification', undefined, { token }),
      await silent.api.post('/api/auth/password-reset', { email: 'unmailed@example.com' }),
    ]) {
      expect(answer.body).toMatchObject({ status: 503, code: 'mail_unavailable' });
    }
    expect(await links('unmailed')).toEqual([]);
  } finally {
    await silent.stop();
  }
});
