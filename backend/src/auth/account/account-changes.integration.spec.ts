import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MailServer, startMailServer, tokenIn } from '../../../test/mail-server.ts';
import { raceWith } from '../../../test/race-with.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

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

const verify = (session: string, token: string) =>
  running.api.call('PUT', '/api/auth/me/email-verification', { token }, { token: session });
const change = (token: string, body: unknown) => running.api.call('PATCH', '/api/auth/me', body, { token });

it('applies a new username at once and keeps the session', async () => {
  const { token, password } = await running.api.registerUser('ada');
  const answer = await change(token, { username: 'countess', password });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({ username: 'countess', email: 'ada@example.com' });
  expect((await running.api.get('/api/auth/me', { token })).body).toEqual(answer.body);
  expect((await running.api.post('/api/auth/login', { username: 'ada', password })).status).toBe(401);
  expect((await running.api.post('/api/auth/login', { username: 'countess', password })).status).toBe(200);
});

describe('changing the email address', () => {
  it('asks the new address to verify itself and notifies the old address', async () => {
    const { token, password } = await running.api.registerUser('mover');
    const [first] = await mailServer.mailTo('mover@example.com');
    if (first === undefined) throw new Error('no mail');
    await verify(token, tokenIn(first));

    const answer = await change(token, { email: 'moved@example.com', password });
    expect(answer.body).toMatchObject({ email: 'moved@example.com', email_verified: false });
    const [, notice] = await mailServer.mailTo('mover@example.com', 2);
    expect(notice?.mail.subject).toBe('The email of your Taskyard account was changed');
    expect(notice?.raw).not.toContain('moved@example.com');
    expect(notice?.raw).not.toContain('token=');
    const [verification] = await mailServer.mailTo('moved@example.com');
    if (verification === undefined) throw new Error('no mail');
    const verified = await verify(token, tokenIn(verification));
    expect(verified.status).toBe(204);
    expect((await running.api.get('/api/auth/me', { token })).body.email_verified).toBe(true);
  });

  it('makes the link that was sent to the old address invalid', async () => {
    const { token, password } = await running.api.registerUser('quick');
    const [first] = await mailServer.mailTo('quick@example.com');
    if (first === undefined) throw new Error('no mail');
    expect((await change(token, { email: 'quicker@example.com', password })).status).toBe(200);
    expect((await verify(token, tokenIn(first))).status).toBe(410);
  });

  it('keeps the address verified and sends no email when only the case changes', async () => {
    const { id, token, password } = await running.api.registerUser('shouty');
    await running.database.connection.query('UPDATE users SET email_verified_at = UTC_TIMESTAMP(3) WHERE id = ?', [id]);
    const answer = await change(token, { email: 'Shouty@Example.com', password });
    expect(answer.body).toMatchObject({ email: 'Shouty@Example.com', email_verified: true });
    await running.api.registerUser('after-shouty');
    await mailServer.mailTo('after-shouty@example.com');
    expect(mailServer.received.filter(({ to }) => /shouty@example/i.test(String(to)))).toHaveLength(2);
  });

  it('does not count the new address as verified when another change verified a different address at the same time', async () => {
    const { id, token, password } = await running.api.registerUser('juggler');
    const moved = "UPDATE users SET email = 'own@example.com', email_verified_at = UTC_TIMESTAMP(3) WHERE id = ?";
    const answer = await raceWith(running.database, id, moved, () =>
      change(token, { email: 'Juggler@example.com', password }),
    );
    expect(answer.body).toMatchObject({ email: 'Juggler@example.com', email_verified: false });
    const me = await running.api.get('/api/auth/me', { token });
    expect(me.body).toMatchObject({ email: 'Juggler@example.com', email_verified: false });
  });
});

it.each([
  ['username', 'username_taken', { username: 'TAKEN' }],
  ['email', 'email_taken', { email: 'Taken@example.com' }],
])('rejects a taken %s and changes nothing', async (field, code, changes) => {
  await running.api.post('/api/auth/register', {
    username: 'taken',
    email: 'taken@example.com',
    password: 'a password of its own',
  });
  const { token, password } = await running.api.registerUser(`wants-${field}`);
  const both = { username: `other-${field}`, email: `other-${field}@example.com`, ...changes, password };
  const answer = await change(token, both);
  expect(answer.body).toMatchObject({ status: 409, code, errors: [{ field }] });
  expect((await running.api.get('/api/auth/me', { token })).body).toMatchObject({
    username: `wants-${field}`,
    email: `wants-${field}@example.com`,
  });
});

it("accepts the user's own username in another case", async () => {
  const { token, password } = await running.api.registerUser('tall');
  expect((await change(token, { username: 'TALL', password })).body.username).toBe('TALL');
});

it('rejects a wrong password and changes nothing', async () => {
  const { token } = await running.api.registerUser('guessed');
  const answer = await change(token, { username: 'mine-now', password: 'guess' });
  expect(answer.body).toMatchObject({ status: 403, code: 'wrong_password', errors: [{ field: 'password' }] });
  expect((await running.api.get('/api/auth/me', { token })).body.username).toBe('guessed');
});

it.each([
  [{ password: 'x' }, 'body'],
  [{ username: 'fine' }, 'password'],
  [{ username: 'a b', password: 'x' }, 'username'],
  [{ email: 'no-address', password: 'x' }, 'email'],
  [{ role: 'admin', username: 'fine', password: 'x' }, 'role'],
])('rejects %j', async (body, field) => {
  const { token } = await running.api.registerUser(`vague-${crypto.randomUUID().slice(0, 8)}`);
  expect((await change(token, body)).body).toMatchObject({ status: 422, errors: [{ field }] });
});
