import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { backendProbes } from '@taskyard/contracts/probes';
import type { RowDataPacket } from 'mysql2';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../../../test/test-app.ts';

const poolSize = 3;

let running: TestApp;
let user: { id: number; token: string };
/** A search for repeated letters in descriptions of repeated letters compares each position with the whole pattern. */
const slowSearch = `/api/tasks?q=${'a'.repeat(199)}b`;

beforeAll(async () => {
  running = await startTestApp({ env: { DATABASE_STATEMENT_SECONDS: '2', DATABASE_POOL_SIZE: String(poolSize) } });
  user = await running.api.registerUser('searcher');
  await running.database.connection.query(
    `INSERT INTO tasks (user_id, title, description, created_at)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 580)
     SELECT ?, CONCAT('Task ', n), REPEAT('a', 10000), UTC_TIMESTAMP(3) FROM numbers`,
    [user.id],
  );
});
afterAll(() => running.stop());

/** The statements that the application runs right now. */
async function runningSearches(): Promise<number> {
  const [rows] = await running.database.connection.query<RowDataPacket[]>(
    "SELECT id FROM information_schema.PROCESSLIST WHERE db = DATABASE() AND info LIKE 'SELECT%LIKE%' AND id <> CONNECTION_ID()",
  );
  return rows.length;
}

async function eventually(check: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    if (await check()) return true;
    await sleep(20);
  }
  return false;
}

describe('a statement', () => {
  it('that takes too long is cut off with a clear 503', async () => {
    const start = Date.now();
    const answer = await running.api.get(slowSearch, user);
    expect(Date.now() - start).toBeLessThan(7_000);
    expect([answer.status, answer.body.code, answer.headers.get('retry-after')]).toEqual([
      503,
      'statement_timeout',
      '5',
    ]);
    expect(answer.body.detail).toMatch(/too long.*shorter search/);
  });

  it('is bounded on every connection of the pool', async () => {
    const dataSource = running.app.get(DataSource);
    const runners = Array.from({ length: poolSize }, () => dataSource.createQueryRunner());
    const limits = await Promise.all(
      runners.map(async (runner) => {
        const [limits] = await runner.query(
          "SHOW SESSION VARIABLES WHERE Variable_name IN ('max_statement_time', 'max_execution_time')",
        );
        await runner.release();
        return Number(limits.Value);
      }),
    );
    for (const limit of limits) expect([2, 2_000]).toContain(limit);
  });

  it('of a client that has disconnected is ended', async () => {
    const url = new URL(running.api.origin);
    const socket = connect(Number(url.port), url.hostname);
    socket.write(`GET ${slowSearch} HTTP/1.1\r\nHost: ${url.host}\r\nAuthorization: Bearer ${user.token}\r\n\r\n`);
    expect(await eventually(async () => (await runningSearches()) === 1, 1_500)).toBe(true);
    socket.destroy();
    expect(await eventually(async () => (await runningSearches()) === 0, 500)).toBe(true);
    // The connection is usable afterwards.
    for (let i = 0; i < poolSize * 2; i++) expect((await running.api.get('/api/tasks', user)).status).toBe(200);
  });
});

it('deletes a large account, which takes longer than other statements may', { timeout: 60_000 }, async () => {
  const impatient = await startTestApp({ env: { DATABASE_STATEMENT_SECONDS: '1' }, sharing: running });
  const { id, token, password } = await impatient.api.registerUser('collector');
  await running.database.connection.query(
    `INSERT INTO tasks (user_id, title, description, created_at)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 250)
     SELECT ?, 'Task', REPEAT('a', 500), UTC_TIMESTAMP(3) FROM numbers a JOIN numbers b`,
    [id],
  );
  const answer = await impatient.api.call('DELETE', '/api/auth/me', { password }, { token });
  await impatient.stop();
  expect(answer.status).toBe(204);
  const [rows] = await running.database.connection.query<RowDataPacket[]>('SELECT id FROM tasks WHERE user_id = ?', [
    id,
  ]);
  expect(rows).toEqual([]);
});

it('is ready while every connection of the pool is busy', async () => {
  const dataSource = running.app.get(DataSource);
  const busy = Array.from({ length: poolSize }, () => dataSource.query('SELECT SLEEP(1.5)'));
  const answers = await Promise.all(
    [backendProbes.readiness, '/api/tasks/health'].map((path) => running.api.get(path)),
  );
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  await Promise.all(busy);
});
