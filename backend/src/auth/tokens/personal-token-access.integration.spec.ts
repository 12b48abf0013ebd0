import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerAdmin, startTestApp, type TestApp } from '../../../test/test-app.ts';

const wanted = { name: 'Backup', scopes: ['tasks:read', 'tasks:write'], expires_in_days: 30 };

let running: TestApp;
let owner: { id: number; token: string };
beforeAll(async () => {
  running = await startTestApp();
  owner = await running.api.registerUser('owner');
});
afterAll(() => running.stop());

const create = (body: unknown = wanted, token = owner.token) => running.api.post('/api/auth/tokens', body, { token });
const list = async (token: string) => (await running.api.get('/api/auth/tokens', { token })).body.items;
const revoke = (id: unknown, token = owner.token) =>
  running.api.call('DELETE', `/api/auth/tokens/${id}`, undefined, { token });

describe('the scopes of a token', () => {
  const made = async (scopes: string[]) => ({ token: String((await create({ ...wanted, scopes })).body.token) });

  it('tasks:read allows reading tasks and not changing them', async () => {
    const reader = await made(['tasks:read']);
    const { body: task } = await running.api.post('/api/tasks', { title: 'Read me' }, { token: owner.token });
    expect((await running.api.get('/api/tasks', reader)).body.items).toMatchObject([{ title: 'Read me' }]);
    expect((await running.api.get(`/api/tasks/${task.id}`, reader)).status).toBe(200);
    const writes = [
      running.api.post('/api/tasks', { title: 'No' }, reader),
      running.api.call('PATCH', `/api/tasks/${task.id}`, { title: 'No' }, reader),
      running.api.call('PATCH', `/api/tasks/${task.id}/status`, { status: 'completed' }, reader),
      running.api.call('PUT', `/api/tasks/${task.id}`, { title: 'No' }, reader),
      running.api.call('DELETE', `/api/tasks/${task.id}`, undefined, reader),
      running.api.post(`/api/tasks/${task.id}/restore`, undefined, reader),
    ];
    for (const answer of await Promise.all(writes)) {
      expect(answer.body).toMatchObject({ status: 403, code: 'insufficient_scope' });
      expect(answer.headers.get('www-authenticate')).toContain('scope="tasks:write"');
    }
    expect((await running.api.get(`/api/tasks/${task.id}`, reader)).body).toMatchObject({ title: 'Read me' });
  });

  it('tasks:write allows creating and changing tasks and not reading them', async () => {
    const writer = await made(['tasks:write']);
    const { status, body } = await running.api.post('/api/tasks', { title: 'Dropped in' }, writer);
    expect(status).toBe(201);
    const change = await running.api.call('PATCH', `/api/tasks/${body.id}`, { title: 'Changed' }, writer);
    expect(change.body.title).toBe('Changed');
    expect((await running.api.get('/api/tasks', writer)).body.code).toBe('insufficient_scope');
    expect((await running.api.get(`/api/tasks/${body.id}`, writer)).body.code).toBe('insufficient_scope');
  });

  it('give no access to the account, even for an admin', async () => {
    const admin = await registerAdmin(running, 'admin');
    const { body } = await create(wanted, admin.token);
    const script = { token: String(body.token) };
    const calls = [
      running.api.get('/api/auth/me', script),
      running.api.get('/api/auth/sessions', script),
      running.api.get('/api/auth/tokens', script),
      running.api.post('/api/auth/tokens', wanted, script),
      running.api.call('DELETE', '/api/auth/me', { password: 'x' }, script),
      running.api.get('/api/auth/users', script),
      running.api.get('/api/auth/audit-events', script),
    ];
    for (const answer of await Promise.all(calls)) {
      expect(answer.body).toMatchObject({ status: 403, code: 'insufficient_scope' });
    }
  });
});

describe('a token', () => {
  it('is hidden from other users, who cannot revoke it (404)', async () => {
    const { body } = await create();
    const otherUser = await running.api.registerUser('other-user');
    expect(await list(otherUser.token)).toEqual([]);
    expect((await revoke(body.id, otherUser.token)).body).toMatchObject({ status: 404, code: 'token_not_found' });
    expect((await running.api.get('/api/tasks', { token: String(body.token) })).status).toBe(200);
  });

  it('is rejected after it was revoked, and can be revoked once', async () => {
    const { body } = await create();
    expect((await revoke(body.id)).status).toBe(204);
    expect((await revoke(body.id)).status).toBe(404);
    expect((await running.api.get('/api/tasks', { token: String(body.token) })).status).toBe(401);
  });

  it('is rejected after it expired', async () => {
    const { body } = await create();
    const end = 'UPDATE personal_access_tokens SET expires_at = UTC_TIMESTAMP(3) WHERE id = ?';
    await running.database.connection.query(end, [body.id]);
    expect((await running.api.get('/api/tasks', { token: String(body.token) })).status).toBe(401);
  });

  it('is rejected as a cookie', async () => {
    const { body } = await create();
    const headers = { Cookie: `taskyard_access=${body.token}` };
    expect((await running.api.get('/api/tasks', { headers })).status).toBe(401);
  });

  it('is rejected after its owner deleted the account', async () => {
    const leaver = await running.api.registerUser('leaver');
    const { body } = await create(wanted, leaver.token);
    await running.api.call('DELETE', '/api/auth/me', { password: leaver.password }, { token: leaver.token });
    expect((await running.api.get('/api/tasks', { token: String(body.token) })).status).toBe(401);
  });
});
