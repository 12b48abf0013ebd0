import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { SessionPurgeService } from './session-purge.service.ts';

let running: TestApp;
let replica: TestApp;
let user: { id: number; password: string };
beforeAll(async () => {
  running = await startTestApp();
  replica = await startTestApp({ sharing: running });
  user = await running.api.registerUser('hedy');
});
afterAll(async () => {
  await replica.stop();
  await running.stop();
});

const login = () => running.api.post('/api/auth/login', { username: 'hedy', password: user.password });
const refresh = (refresh_token: unknown, app = running) => app.api.post('/api/auth/refresh', { refresh_token });
const tokenOf = ({ body }: ApiResponse) => String(body.refresh_token);

/** Moves all times of the user's sessions back, as if that many seconds had passed. */
async function age(seconds: number): Promise<void> {
  const columns = ['created_at', 'rotated_at', 'last_used_at', 'expires_at'];
  const changes = columns.map((column) => `${column} = ${column} - INTERVAL ${seconds} SECOND`);
  await running.database.connection.query(`UPDATE sessions SET ${changes.join(', ')} WHERE user_id = ?`, [user.id]);
}

async function auditActions(): Promise<string[]> {
  const [rows] = await running.database.connection.query<RowDataPacket[]>(
    'SELECT action FROM audit_events WHERE subject_id = ? ORDER BY id',
    [user.id],
  );
  return rows.map(({ action }) => String(action));
}

beforeEach(async () => {
  await running.database.connection.query('DELETE FROM sessions');
});

describe('a refresh token', () => {
  it('is exchanged for a new refresh token and a valid access token', async () => {
    const first = await login();
    const second = await refresh(first.body.refresh_token);
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ token_type: 'Bearer', expires_in: 600, user: { username: 'hedy' } });
    expect(second.body.refresh_token).not.toBe(first.body.refresh_token);
    expect((await running.api.get('/api/auth/me', { token: String(second.body.token) })).status).toBe(200);
    expect((await running.api.get('/api/tasks', { token: String(second.body.token) })).status).toBe(200);
  });

  it('is stored as a hash, so that a copy of the table opens no session', async () => {
    const text = tokenOf(await login());
    const [rows] = await running.database.connection.query<RowDataPacket[]>('SELECT * FROM sessions');
    const stored = Buffer.concat(
      Object.values(rows[0] ?? {}).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))),
    );
    for (const part of text.split('.')) {
      expect(stored.includes(Buffer.from(part, 'base64url'))).toBe(false);
      expect(stored.includes(part)).toBe(false);
    }
  });

  it.each([
    '',
    'x',
    'a.b',
    `${'A'.repeat(22)}.${'A'.repeat(43)}`,
    `${'A'.repeat(22)}.${'A'.repeat(43)}.more`,
    '../../etc/passwd',
  ])('that was never issued is rejected: %j', async (text) => {
    expect((await refresh(text)).status).toBe(text === '' ? 422 : 401);
  });
});

describe('a used refresh token', () => {
  it('returns the same successor within the grace period, for two tabs or a lost response', async () => {
    const first = tokenOf(await login());
    const [second, again] = [await refresh(first), await refresh(first)];
    expect(again.status).toBe(200);
    expect(again.body.refresh_token).toBe(second.body.refresh_token);
    expect((await refresh(second.body.refresh_token)).status).toBe(200);
  });

  it('returns the same successor to twenty simultaneous requests on two replicas', async () => {
    const first = tokenOf(await login());
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => refresh(first, i % 2 === 0 ? running : replica)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    const successors = new Set(answers.map(tokenOf));
    expect(successors.size).toBe(1);
    expect((await refresh([...successors][0])).status).toBe(200);
  });

  it('ends the whole session family after the grace period and is recorded as reuse', async () => {
    const stolen = tokenOf(await login());
    const second = await refresh(stolen);
    await age(31);
    expect((await refresh(stolen)).status).toBe(401);
    expect((await refresh(second.body.refresh_token)).status).toBe(401);
    expect((await running.api.get('/api/auth/me', { token: String(second.body.token) })).status).toBe(401);
    expect((await auditActions()).at(-1)).toBe('session.reuse_detected');
  });

  it('ends the whole session family when its successor was already used', async () => {
    const first = tokenOf(await login());
    const second = tokenOf(await refresh(first));
    const third = tokenOf(await refresh(second));
    expect((await refresh(first)).status).toBe(401);
    expect((await refresh(third)).status).toBe(401);
  });

  it('does not end the sessions of other devices', async () => {
    const [phone, laptop] = [tokenOf(await login()), tokenOf(await login())];
    await refresh(phone);
    await age(31);
    expect((await refresh(phone)).status).toBe(401);
    expect((await refresh(laptop)).status).toBe(200);
  });

  it('ends the session family when only its secret part is wrong, because only a holder knows the first part', async () => {
    const token = tokenOf(await login());
    expect((await refresh(`${token.split('.')[0]}.${'A'.repeat(43)}`)).status).toBe(401);
    expect((await refresh(token)).status).toBe(401);
  });
});

describe('a session', () => {
  it('ends after the idle time, which each use restarts', async () => {
    const first = tokenOf(await login());
    await age(604_700);
    const second = await refresh(first);
    expect(second.status).toBe(200);
    await age(604_700);
    const third = await refresh(second.body.refresh_token);
    expect(third.status).toBe(200);
    await age(604_801);
    expect((await refresh(third.body.refresh_token)).status).toBe(401);
  });

  it('ends after its maximum lifetime, however often it is used', async () => {
    let token = tokenOf(await login());
    for (const days of [6, 6, 6, 6]) {
      await age(days * 86_400);
      token = tokenOf(await refresh(token));
    }
    await age(5 * 86_400);
    const last = await refresh(token);
    // One of thirty days is left, which is less than the idle time.
    expect(last.body.refresh_expires_in).toBeLessThanOrEqual(86_400);
    await age(86_401);
    expect((await refresh(last.body.refresh_token)).status).toBe(401);
  });

  it('of a disabled user is not renewed, with the same error as an invalid token', async () => {
    const token = tokenOf(await login());
    await running.database.connection.query('UPDATE users SET disabled_at = NOW() WHERE id = ?', [user.id]);
    const answer = await refresh(token);
    await running.database.connection.query('UPDATE users SET disabled_at = NULL WHERE id = ?', [user.id]);
    expect(answer.status).toBe(401);
    expect(answer.body.code).toBe('unauthenticated');
  });

  it('is deleted by the hourly purge after it expired, and other sessions stay', async () => {
    await login();
    await age(2_592_001);
    const kept = tokenOf(await login());
    await running.app.get(SessionPurgeService).run();
    const [rows] = await running.database.connection.query<RowDataPacket[]>('SELECT id FROM sessions');
    expect(rows).toHaveLength(1);
    expect((await refresh(kept)).status).toBe(200);
  });
});
