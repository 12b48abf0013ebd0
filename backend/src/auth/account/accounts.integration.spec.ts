import { hash as hashBcrypt } from 'bcryptjs';
import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medianTimes } from '../../../test/median-times.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
beforeAll(async () => {
  running = await startTestApp();
});
afterAll(() => running.stop());

const user = { username: 'grace', email: 'grace@example.com', password: 'compilers are neat' };

describe('registering', () => {
  it('creates an account and never returns the password', async () => {
    const answer = await running.api.post('/api/auth/register', user);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.any(Number),
      username: 'grace',
      email: 'grace@example.com',
      email_verified: false,
      role: 'user',
      second_factor: false,
      must_change_password: false,
      must_set_up_second_factor: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
    const [[row]] = await running.database.connection.query<RowDataPacket[]>(
      'SELECT password FROM users WHERE username = ?',
      ['grace'],
    );
    expect(row?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it.each([
    ['username', 'username_taken', { ...user, username: 'GRACE', email: 'other@example.com' }],
    ['email', 'email_taken', { ...user, username: 'other', email: 'Grace@Example.com' }],
  ])('rejects a taken %s in any case', async (field, code, registration) => {
    const answer = await running.api.post('/api/auth/register', registration);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code, errors: [{ field }] });
  });

  it.each([
    [{ ...user, username: 'ab' }, ['username']],
    [{ ...user, username: 'a b' }, ['username']],
    [{ ...user, username: "' OR 1=1 --" }, ['username']],
    [{ ...user, email: 'no-address' }, ['email']],
    [{ ...user, email: `${'x'.repeat(90)}@example.com` }, ['email']],
    [{ ...user, password: 'short' }, ['password']],
    [{ ...user, password: 'x'.repeat(129) }, ['password']],
    [{ username: 5, email: null }, ['email', 'password', 'username']],
    [{ ...user, role: 'admin' }, ['role']],
    [[user], ['body']],
    [undefined, ['body']],
  ])('names each invalid field of %j', async (body, fields) => {
    const answer = await running.api.post('/api/auth/register', body);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    const errors = answer.body.errors as { field: string }[];
    expect([...new Set(errors.map(({ field }) => field))].sort()).toEqual(fields);
  });

  it('lets one of fifty simultaneous registrations of the same username succeed', async () => {
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        running.api.post('/api/auth/register', {
          username: 'popular',
          email: `p${i}@example.com`,
          password: 'a password',
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(49);
  });
});

describe('signing in', () => {
  it.each(['grace', 'GRACE', 'grace@example.com'])(
    'returns a token and the user when signing in as %s',
    async (username) => {
      const answer = await running.api.post('/api/auth/login', { username, password: user.password });
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ token_type: 'Bearer', expires_in: 600, user: { username: 'grace' } });
      const me = await running.api.get('/api/auth/me', { token: String(answer.body.token) });
      expect(me.body).toEqual(answer.body.user);
    },
  );

  it('gives an unknown username and a wrong password the same response', async () => {
    const headers = { 'X-Request-Id': 'the-same-for-both' };
    const attempts = [
      { username: 'unknown', password: user.password },
      { username: 'grace', password: 'not the password' },
      { username: 'grâce\u008c', password: user.password },
    ];
    const [unknown, wrong, foreign] = await Promise.all(
      attempts.map((attempt) => running.api.post('/api/auth/login', attempt, { headers })),
    );
    expect(unknown?.status).toBe(401);
    expect(unknown?.body.code).toBe('invalid_credentials');
    expect(unknown?.text).toBe(wrong?.text);
    expect(unknown?.text).toBe(foreign?.text);
  });

  it('takes about as long for an unknown username as for a wrong password', async () => {
    const attempt = (username: string) => () =>
      running.api.post('/api/auth/login', { username, password: 'not the password' });
    const { unknown, wrong } = await medianTimes({ unknown: attempt('unknown'), wrong: attempt('grace') }, 15);
    const ratio = unknown / wrong;
    // Without the decoy hash the ratio is near 0.1; the bounds leave room for a busy machine.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  it('accepts a bcrypt hash of an older installation and replaces it with argon2id', async () => {
    const { connection } = running.database;
    await connection.query('INSERT INTO users (username, email, password) VALUES (?, ?, ?)', [
      'veteran',
      'veteran@example.com',
      await hashBcrypt('from the old days', 10),
    ]);
    const credentials = { username: 'veteran', password: 'from the old days' };
    expect((await running.api.post('/api/auth/login', credentials)).status).toBe(200);
    const [[row]] = await connection.query<RowDataPacket[]>("SELECT password FROM users WHERE username = 'veteran'");
    expect(row?.password).toMatch(/^\$argon2id\$/);
    expect((await running.api.post('/api/auth/login', credentials)).status).toBe(200);
  });
});

it('rejects the token of a deleted account', async () => {
  const { id, token } = await running.api.registerUser('short-lived');
  await running.database.connection.query('DELETE FROM users WHERE id = ?', [id]);
  expect((await running.api.get('/api/auth/me', { token })).status).toBe(401);
  expect((await running.api.post('/api/tasks', { title: 'orphan' }, { token })).status).toBe(401);
});
