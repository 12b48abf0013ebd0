import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiResponse } from '../../../../tools/shared/api-client.ts';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';
import { LimitPurgeService } from './limit-purge.service.ts';

const env = { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: 'loopback', CORS_ORIGINS: 'https://admin.example.com' };

let running: TestApp;
let replica: TestApp;
beforeAll(async () => {
  running = await startTestApp({ env });
  replica = await startTestApp({ env, sharing: running });
});
afterAll(async () => {
  await replica.stop();
  await running.stop();
});

let lastAddress = 0;
/** The headers of a client with a new address. */
function newClient(): { headers: Record<string, string> } {
  lastAddress += 1;
  return { headers: { 'X-Forwarded-For': `192.0.2.${lastAddress}` } };
}

const remainingOf = ({ headers }: ApiResponse) => Number(headers.get('ratelimit-remaining'));

const invalid = { refresh_token: 'never issued' };

describe('a limited route', () => {
  it('states in every response how many requests are left', async () => {
    const client = newClient();
    const answers = [];
    for (let i = 0; i < 3; i++) answers.push(await running.api.post('/api/auth/refresh', invalid, client));
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['599', '598', '597']);
    expect(answers[2]?.headers.get('ratelimit-limit')).toBe('600');
    expect(answers[2]?.headers.get('ratelimit-policy')).toBe('600;w=60');
    expect(Number(answers[2]?.headers.get('ratelimit-reset'))).toBeGreaterThanOrEqual(55);
    expect(answers[2]?.headers.get('retry-after')).toBeNull();
  });

  it('states the limit with the fewest requests left when it has several', async () => {
    const answer = await running.api.post('/api/auth/login', { username: 'ada', password: 'wrong' }, newClient());
    expect(answer.headers.get('ratelimit-policy')).toBe('30;w=300');
    expect(answer.headers.get('ratelimit-remaining')).toBe('29');
  });

  it('answers 429 with a problem document and the waiting time when the limit is exceeded', async () => {
    const registration = { username: 'x', email: 'popular@example.com', password: 'short' };
    for (let i = 0; i < 10; i++) {
      expect((await running.api.post('/api/auth/register', registration, newClient())).status).toBe(422);
    }
    const refused = await running.api.post('/api/auth/register', registration, newClient());
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('ratelimit-policy')).toBe('10;w=3600');
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(3_500);
    expect(retryAfter).toBeLessThanOrEqual(3_600);
    expect(refused.headers.get('ratelimit-reset')).toBe(String(retryAfter));
    const spelledOtherwise = { ...registration, email: ' POPULAR@Example.com' };
    expect((await running.api.post('/api/auth/register', spelledOtherwise, newClient())).status).toBe(429);
    const sameMailbox = { ...registration, email: 'popular+more@example.com' };
    expect((await running.api.post('/api/auth/register', sameMailbox, newClient())).status).toBe(429);
    const another = { ...registration, email: 'another@example.com' };
    expect((await running.api.post('/api/auth/register', another, newClient())).status).toBe(422);
  });

  it('exposes the headers to scripts of the configured origins', async () => {
    const headers = { ...newClient().headers, Origin: 'https://admin.example.com' };
    const answer = await running.api.post('/api/auth/refresh', invalid, { headers });
    const exposed = answer.headers.get('access-control-expose-headers') ?? '';
    for (const name of [
      'RateLimit-Limit',
      'RateLimit-Remaining',
      'RateLimit-Reset',
      'RateLimit-Policy',
      'Retry-After',
    ]) {
      expect(exposed).toContain(name);
    }
  });

  it.each([null, [], 'text', { email: { $ne: '' } }, { email: ['a@example.com'] }, { email: '😀'.repeat(9_000) }])(
    'answers 422 to a malformed body such as %j',
    async (body) => {
      const answer = await running.api.post('/api/auth/register', JSON.stringify(body), newClient());
      expect(answer.status).toBe(422);
    },
  );
});

it('limits every route that changes something, except signing out', async () => {
  type Operations = Record<string, { operationId: string; responses: object }>;
  const { paths } = (await running.api.get('/api/openapi.json')).body as { paths: Record<string, Operations> };
  const changing = Object.values(paths).flatMap(({ get: _, ...operations }) => Object.values(operations));
  const unlimited = changing.filter(({ responses }) => !('429' in responses));
  expect(unlimited.map(({ operationId }) => operationId)).toEqual(['signOut']);
});

it('limits emails to a mailbox that users name as their new address to three an hour', async () => {
  const users = [await running.api.registerUser('mover-one'), await running.api.registerUser('mover-two')];
  const changes = { email: 'bystander@example.com', password: 'a guess' };
  const statuses = [];
  for (const { token } of [...users, ...users]) {
    statuses.push((await running.api.call('PATCH', '/api/auth/me', changes, { token })).status);
  }
  expect(statuses).toEqual([403, 403, 403, 429]);
});

it('limits the account export, which itself adds an audit event', async () => {
  const { token } = await running.api.registerUser('hoarder');
  for (let i = 0; i < 10; i++) expect((await running.api.get('/api/auth/me/export', { token })).status).toBe(200);
  expect((await running.api.get('/api/auth/me/export', { token })).body.code).toBe('rate_limited');
});

describe('two replicas', () => {
  it('count together', async () => {
    const client = newClient();
    const remaining = [];
    for (const { api } of [running, replica, running, replica]) {
      remaining.push((await api.post('/api/auth/refresh', invalid, client)).headers.get('ratelimit-remaining'));
    }
    expect(remaining).toEqual(['599', '598', '597', '596']);
  });

  it('allow no more of sixty simultaneous requests than one replica would', async () => {
    const registration = { username: 'x', email: 'both@example.com', password: 'short' };
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        (i % 2 === 0 ? running : replica).api.post('/api/auth/register', registration, newClient()),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 422)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(50);
  });
});

describe('the limit for task changes', () => {
  let token: string;
  beforeAll(async () => {
    ({ token } = await running.api.registerUser('writer'));
  });

  it('counts by user, from any address', async () => {
    const write = (api: TestApp['api']) => api.post('/api/tasks', { title: 'One of many' }, { token, ...newClient() });
    expect((await write(running.api)).headers.get('ratelimit-policy')).toBe('600;w=60');
    expect((await write(replica.api)).headers.get('ratelimit-remaining')).toBe('598');
  });

  it('counts requests with a personal access token for the same user', async () => {
    const { body } = await running.api.post(
      '/api/auth/tokens',
      { name: 'script', scopes: ['tasks:write'], expires_in_days: 1 },
      { token },
    );
    const write = (by: unknown) => running.api.post('/api/tasks', { title: 'One more' }, { token: String(by) });
    const [inSession, byScript] = [await write(token), await write(body.token)];
    expect([inSession.status, byScript.status]).toEqual([201, 201]);
    expect(remainingOf(inSession) - remainingOf(byScript)).toBe(1);
  });

  it('does not count reads', async () => {
    const before = await running.api.post('/api/tasks', { title: 'Before' }, { token });
    for (const path of ['/api/tasks', '/api/tasks/counts', `/api/tasks/${before.body.id}`]) {
      expect((await running.api.get(path, { token })).status).toBe(200);
    }
    const after = await running.api.post('/api/tasks', { title: 'After' }, { token });
    expect(remainingOf(before) - remainingOf(after)).toBe(1);
  });
});

describe('the limit for reads', () => {
  it('counts the reads of one user in both features together, and no other user', async () => {
    const [reader, other] = [
      await running.api.registerUser('reader-one'),
      await running.api.registerUser('reader-two'),
    ];
    const paths = ['/api/tasks', '/api/tasks/counts', '/api/auth/me', '/api/auth/sessions', '/api/tasks/trash'];
    const answers = [];
    for (const path of paths) answers.push(await running.api.get(path, reader));
    expect(answers.map(({ status }) => status)).toEqual(paths.map(() => 200));
    expect(answers.map(remainingOf)).toEqual([1_199, 1_198, 1_197, 1_196, 1_195]);
    expect(answers[0]?.headers.get('ratelimit-policy')).toBe('1200;w=60');
    expect(remainingOf(await running.api.get('/api/tasks', other))).toBe(1_199);
  });

  it('is lower for exports of all tasks', async () => {
    const exporter = await running.api.registerUser('exporter');
    for (let sent = 0; sent < 10; sent++) await running.api.get('/api/tasks/export', { ...exporter, expect: 200 });
    expect((await running.api.get('/api/tasks/export', exporter)).body).toMatchObject({
      status: 429,
      code: 'rate_limited',
    });
    expect((await running.api.get('/api/tasks', exporter)).status).toBe(200);
  });

  it('refuses further reads, and changes still work', { timeout: 60_000 }, async () => {
    const { token } = await running.api.registerUser('reader-three');
    for (let sent = 0; sent < 1_200; sent += 20) {
      await Promise.all(Array.from({ length: 20 }, () => running.api.get('/api/tasks/counts', { token, expect: 200 })));
    }
    const refused = await running.api.get('/api/tasks', { token });
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await running.api.post('/api/tasks', { title: 'Still possible' }, { token })).status).toBe(201);
  });

  it('applies to every route that reads for a user', async () => {
    type Operations = Record<string, { operationId: string; responses: object; security?: object[] }>;
    const { paths } = (await running.api.get('/api/openapi.json')).body as { paths: Record<string, Operations> };
    const reading = Object.values(paths).flatMap(({ get }) => (get?.security === undefined ? [] : [get]));
    expect(reading.length).toBeGreaterThan(10);
    expect(reading.filter(({ responses }) => !('429' in responses)).map(({ operationId }) => operationId)).toEqual([]);
  });
});

it('deletes expired counters and keeps current ones', async () => {
  const { connection } = running.database;
  await connection.query("INSERT INTO rate_limits VALUES ('over', 3, ?), ('running', 3, ?)", [
    Date.now() - 1,
    Date.now() + 60_000,
  ]);
  await running.app.get(LimitPurgeService).run();
  const [rows] = await connection.query<RowDataPacket[]>(
    "SELECT `key` FROM rate_limits WHERE `key` IN ('over', 'running')",
  );
  expect(rows.map(({ key }) => key)).toEqual(['running']);
});
