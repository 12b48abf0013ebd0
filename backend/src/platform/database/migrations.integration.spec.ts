import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { type DatabaseSettings, readDatabaseSettings } from '../config/environment.ts';
import { migrations } from './data-source-options.ts';
import { migrate } from './migration-runner.ts';

let database: TestDatabase;
let settings: DatabaseSettings;
beforeAll(async () => {
  database = await createTestDatabase();
  settings = readDatabaseSettings({ DATABASE_URL: database.url });
});
afterAll(() => database.drop());

async function rows(sql: string): Promise<RowDataPacket[]> {
  const [result] = await database.connection.query<RowDataPacket[]>(sql);
  return result;
}

async function schema(): Promise<RowDataPacket[]> {
  return rows(`
    SELECT TABLE_NAME, COLUMN_NAME, COLUMN_TYPE, IS_NULLABLE, COLLATION_NAME FROM information_schema.COLUMNS
    WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations' ORDER BY TABLE_NAME, ORDINAL_POSITION`);
}

it('migrates once when several replicas start at the same time', async () => {
  const results = await Promise.all(Array.from({ length: 4 }, () => migrate(settings, 'up')));
  expect(results.filter((names) => names.length > 0)).toEqual([migrations.map(({ name }) => name)]);
});

it('gives constraints and indexes explicit names', async () => {
  const constraints = await rows(
    "SELECT CONSTRAINT_NAME AS name FROM information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME IN ('users', 'tasks')",
  );
  expect(constraints.map(({ name }) => name).sort()).toEqual([
    'PRIMARY',
    'PRIMARY',
    'fk_tasks_user_id',
    'uq_users_email',
    'uq_users_username',
  ]);
  const indexes = await rows(
    "SELECT DISTINCT INDEX_NAME AS name FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'tasks'",
  );
  expect(indexes.length).toBeGreaterThan(1);
  for (const { name } of indexes) expect(name).toMatch(/^(PRIMARY|ix_tasks_\w+)$/);
});

describe('on a filled database', () => {
  const live =
    'SELECT id, user_id, title, description, status, priority, due_date, created_at, updated_at FROM tasks ORDER BY id';

  beforeAll(async () => {
    await database.connection.query(
      "INSERT INTO users (username, email, password) VALUES ('ada', 'ada@example.com', 'hash'), ('bob', 'bob@example.com', 'hash')",
    );
    const tasks = Array.from({ length: 1_000 }, (_, i) => [
      1 + (i % 2),
      `Task ${i} 😀`,
      i % 3 === 0 ? null : 'x'.repeat(i),
      (['pending', 'in_progress', 'completed'] as const)[i % 3],
      i % 2 === 0 ? '2028-02-29' : null,
      i % 10 === 0 ? new Date() : null,
    ]);
    await database.connection.query(
      'INSERT INTO tasks (user_id, title, description, status, due_date, deleted_at) VALUES ?',
      [tasks],
    );
  });

  it('reverts and reapplies all but the first two migrations without losing a user or a task', async () => {
    const people = 'SELECT id, username, email, password, created_at FROM users ORDER BY id';
    const [columns, ...before] = [await schema(), await rows(people), await rows(live)];
    const later = migrations.slice(2).map(({ name }) => name);
    for (const name of later.toReversed()) expect(await migrate(settings, 'down')).toEqual([name]);
    expect(await schema()).not.toEqual(columns);
    expect([await rows(people), await rows(live)]).toEqual(before);
    expect(await migrate(settings, 'up')).toEqual(later);
    expect(await schema()).toEqual(columns);
    expect([await rows(people), await rows(live)]).toEqual(before);
  });

  it('reverts every migration and reapplies it to the same schema', async () => {
    const columns = await schema();
    for (const { name } of [...migrations].reverse()) expect(await migrate(settings, 'down')).toEqual([name]);
    expect(await schema()).toEqual([]);
    expect(await migrate(settings, 'up')).toHaveLength(migrations.length);
    expect(await schema()).toEqual(columns);
  });
});

it('deletes the tasks of a deleted user and no others', async () => {
  const { connection } = database;
  await connection.query(
    "INSERT INTO users (id, username, email, password) VALUES (10, 'eve', 'eve@example.com', 'x'), (11, 'kim', 'kim@example.com', 'x')",
  );
  await connection.query("INSERT INTO tasks (user_id, title) VALUES (10, 'a'), (10, 'b'), (11, 'c')");
  await connection.query('DELETE FROM users WHERE id = 10');
  expect((await rows('SELECT title FROM tasks')).map(({ title }) => title)).toEqual(['c']);
});
