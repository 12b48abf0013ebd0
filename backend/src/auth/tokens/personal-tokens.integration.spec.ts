import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raceWith } from '../../../test/race-with.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { PersonalTokenPurgeService } from './personal-token-purge.service.ts';

const wanted = { name: 'Backup', scopes: ['tasks:read', 'tasks:write'], expires_in_days: 30 };

let running: TestApp;
let owner: { id: number; token: string };
beforeAll(async () => {
  running = await startTestApp();
  owner = await running.api.registerUser('owner');
});
afterAll(() => running.stop());

const create = (body: unknown = wanted, token = owner.token) => running.api.post('/api/auth/tokens', body, { token });
const list = async (token = owner.token) =>
  (await running.api.get('/api/auth/tokens', { token })).body.items as Record<string, unknown>[];
const revoke = (id: unknown, token = owner.token) =>
  running.api.call('DELETE', `/api/auth/tokens/${id}`, undefined, { token });

describe('creating a token', () => {
  it('returns it once and stores only its hash', async () => {
    const before = Date.now();
    const { status, body } = await create();
    expect(status).toBe(201);
    const { token, ...shown } = body;
    expect(token).toMatch(/^tyd_pat_[0-9A-Za-z]{32}_[0-9a-f]{8}$/);
    expect(shown).toMatchObject({
      name: 'Backup',
      hint: String(token).slice(-4),
      scopes: ['tasks:read', 'tasks:write'],
      last_used_at: null,
    });
    const life = Date.parse(String(shown.expires_at)) - before;
    expect(life / 86_400_000).toBeCloseTo(30, 2);
    expect((await list())[0]).toEqual(shown);

    const [rows] = await running.database.connection.query<RowDataPacket[]>('SELECT * FROM personal_access_tokens');
    expect(JSON.stringify(rows)).not.toContain(String(token).slice(8, 40));
  });

  it.each([
    { ...wanted, name: '' },
    { ...wanted, name: ' \u200b ' },
    { ...wanted, name: 'x'.repeat(51) },
    { ...wanted, scopes: [] },
    { ...wanted, scopes: ['account'] },
    { ...wanted, scopes: ['tasks:read', 'tasks:read'] },
    { ...wanted, expires_in_days: 0 },
    { ...wanted, expires_in_days: 367 },
    { ...wanted, expires_in_days: 1.5 },
    { ...wanted, token: 'mine' },
    { name: 'No end', scopes: ['tasks:read'] },
  ])('rejects %j', async (body) => {
    expect((await create(body)).status).toBe(422);
  });

  it('keeps the name as it was written', async () => {
    const name = '🗂️ Ablage – Büro';
    const { body } = await create({ ...wanted, name });
    expect(body.name).toBe(name);
    expect((await list())[0]?.name).toBe(name);
  });

  it('is rejected when all sessions of the user end at the same time', async () => {
    const { id, token } = await running.api.registerUser('too-late');
    const ended = 'DELETE FROM sessions WHERE user_id = ?';
    const answer = await raceWith(running.database, id, ended, () => create(wanted, token));
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    const [rows] = await running.database.connection.query<RowDataPacket[]>(
      'SELECT id FROM personal_access_tokens WHERE user_id = ?',
      [id],
    );
    expect(rows).toEqual([]);
  });

  it('is limited to fifty tokens per user, also when many are created at the same time', async () => {
    const { id, token } = await running.api.registerUser('collector');
    await running.database.connection.query(
      `INSERT INTO personal_access_tokens (user_id, token_hash, hint, name, scopes, created_at, expires_at)
       SELECT ?, UNHEX(SHA2(seq.n, 256)), '0000', 'Old', 'tasks:read', UTC_TIMESTAMP(3), UTC_TIMESTAMP(3)
       FROM (SELECT ROW_NUMBER() OVER () AS n FROM information_schema.columns LIMIT 47) AS seq`,
      [id],
    );
    const answers = await Promise.all(Array.from({ length: 6 }, () => create(wanted, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 201, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('too_many_tokens');
    await revoke((await list(token))[0]?.id, token);
    expect((await create(wanted, token)).status).toBe(201);
  });
});

it('lists an expired token for a month, so that the user sees why a script stopped', async () => {
  const { token } = await running.api.registerUser('forgetful');
  const { body } = await create({ ...wanted, expires_in_days: 1 }, token);
  const days = (count: number) => new Date(Date.parse(String(body.expires_at)) + count * 86_400_000);
  await running.app.get(PersonalTokenPurgeService).run(days(29));
  expect(await list(token)).toHaveLength(1);
  await running.app.get(PersonalTokenPurgeService).run(days(31));
  expect(await list(token)).toEqual([]);
});

it('records the creation and the revocation without the token', async () => {
  const { id, token } = await running.api.registerUser('recorded');
  const { body } = await create(wanted, token);
  await revoke(body.id, token);
  const [rows] = await running.database.connection.query<RowDataPacket[]>(
    "SELECT action, actor_id, subject_id FROM audit_events WHERE subject_id = ? AND action LIKE 'token.%' ORDER BY id",
    [id],
  );
  const who = { actor_id: id, subject_id: id };
  expect(rows).toEqual([
    { action: 'token.created', ...who },
    { action: 'token.revoked', ...who },
  ]);
});
