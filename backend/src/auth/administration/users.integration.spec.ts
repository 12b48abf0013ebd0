import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

let running: TestApp;
let admin: { id: number; token: string };
beforeAll(async () => {
  running = await startTestApp();
  admin = await registerAdmin(running, 'admin');
});
afterAll(() => running.stop());

const list = (query: string) => running.api.get(`/api/auth/users${query}`, { token: admin.token });
const names = ({ body }: { body: Record<string, unknown> }) =>
  (body.items as { username: string }[]).map(({ username }) => username);

describe('the list of users', () => {
  beforeAll(async () => {
    for (const name of ['Lin_da', 'lindau', 'marlin', 'Berta']) await running.api.registerUser(name);
    await running.database.connection.query("UPDATE users SET disabled_at = UTC_TIMESTAMP() WHERE username = 'Berta'");
  });

  it('shows the newest first, in pages that neither repeat nor lose a user', async () => {
    const seen: string[] = [];
    let cursor: unknown = null;
    do {
      const answer = await list(`?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      expect(answer.status).toBe(200);
      seen.push(...names(answer));
      cursor = answer.body.next_cursor;
    } while (cursor !== null);
    expect(seen).toEqual(['Berta', 'marlin', 'lindau', 'Lin_da', 'admin']);
  });

  it.each([
    ['?q=LIN', ['marlin', 'lindau', 'Lin_da']],
    ['?q=lin_', ['Lin_da']],
    ['?q=marlin%40example', ['marlin']],
    ['?q=%25', []],
    ['?q=l%C3%AEn', []],
    ['?q=%F0%9F%98%80', []],
    ['?role=admin', ['admin']],
    ['?state=disabled', ['Berta']],
    ['?state=enabled&q=e&role=user', ['marlin', 'lindau', 'Lin_da']],
  ])('can be filtered: %s', async (query, expected) => {
    expect(names(await list(query))).toEqual(expected);
  });

  it.each(['?role=root', '?state=on', '?q=', '?limit=0', '?limit=101', '?cursor=abc', '?order=name'])(
    'rejects %s',
    async (query) => {
      expect((await list(query)).status).toBe(422);
    },
  );

  it('shows what admins need and no secret', async () => {
    const { id, password } = await running.api.registerUser('devices');
    await running.api.post('/api/auth/login', { username: 'devices', password });
    const { body } = await list('?q=devices');
    expect(body.items).toEqual([
      {
        id,
        username: 'devices',
        email: 'devices@example.com',
        email_verified: false,
        role: 'user',
        disabled: false,
        second_factor: false,
        created_at: expect.any(String),
        last_seen_at: expect.any(String),
        sessions: 2,
      },
    ]);
    await running.database.connection.query('UPDATE sessions SET expires_at = created_at WHERE user_id = ?', [id]);
    expect((await list('?q=devices')).body.items).toMatchObject([{ sessions: 0, last_seen_at: null }]);
  });
});

describe('the routes for admins', () => {
  const calls = [
    ['GET', '/api/auth/users', undefined],
    ['PATCH', '/api/auth/users/1', { role: 'admin' }],
    ['DELETE', '/api/auth/users/1/sessions', undefined],
    ['GET', '/api/auth/audit-events', undefined],
  ] as const;

  it.each(calls)('are closed to other users: %s %s', async (method, path, body) => {
    const { token } = await running.api.registerUser(`curious-${crypto.randomUUID().slice(0, 8)}`);
    const answer = await running.api.call(method, path, body, { token });
    expect(answer.body).toMatchObject({ status: 403, code: 'admin_required' });
    expect((await running.api.call(method, path, body)).status).toBe(401);
  });

  it("are closed to a demoted admin at once, while the token stays valid for the user's own routes", async () => {
    const demoted = await registerAdmin(running, 'demoted');
    expect((await running.api.get('/api/auth/users', { token: demoted.token })).status).toBe(200);
    const change = { role: 'user' };
    await running.api.call('PATCH', `/api/auth/users/${demoted.id}`, change, { token: admin.token });
    for (const [method, path, body] of calls) {
      expect((await running.api.call(method, path, body, { token: demoted.token })).body.code).toBe('admin_required');
    }
    expect((await running.api.get('/api/auth/me', { token: demoted.token })).body.role).toBe('user');
    expect((await running.api.get('/api/tasks', { token: demoted.token })).status).toBe(200);
  });
});
