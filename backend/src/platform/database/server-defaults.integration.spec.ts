import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { readDatabaseSettings } from '../config/environment.ts';
import { migrate } from './migration-runner.ts';

// Defaults that differ between MariaDB 10.11, MySQL 8.4 and MySQL 9.7. The schema must depend on none of them.

let database: TestDatabase;
let otherDefaults: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  otherDefaults = await createTestDatabase();
  await otherDefaults.connection.query('ALTER DATABASE CHARACTER SET latin1 COLLATE latin1_general_cs');
  for (const { url } of [database, otherDefaults]) await migrate(readDatabaseSettings({ DATABASE_URL: url }), 'up');
});
afterAll(async () => {
  await database.drop();
  await otherDefaults.drop();
});

async function query({ connection }: TestDatabase, sql: string): Promise<RowDataPacket[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql);
  return rows;
}

const columns = `
  SELECT TABLE_NAME AS tableName, COLUMN_NAME AS columnName, COLUMN_TYPE AS type, COLLATION_NAME AS collation
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations'
  ORDER BY TABLE_NAME, ORDINAL_POSITION`;

it('sets the collation of every text column, whatever the default of the server is', async () => {
  const found = await query(database, columns);
  expect(await query(otherDefaults, columns)).toEqual(found);
  const collations = new Set(found.flatMap(({ collation }) => collation ?? []));
  expect([...collations].sort()).toEqual(['ascii_bin', 'ascii_general_ci', 'utf8mb4_bin', 'utf8mb4_unicode_520_ci']);
});

it('names no table or column with a word that the server reserves, except the key of counters', async () => {
  const names = new Set(
    (await query(database, columns)).flatMap(({ tableName, columnName }) => [tableName, columnName]),
  );
  const reserved: string[] = [];
  for (const name of names) {
    await query(database, `SELECT 1 AS ${name}`).catch(() => reserved.push(name));
  }
  // The library that counts expects it, and quotes it.
  expect(reserved).toEqual(['key']);
});

it('refers to whole unique keys only, as restrict_fk_on_non_standard_key requires', async () => {
  const referenced = await query(
    database,
    `SELECT REFERENCED_TABLE_NAME AS tableName, GROUP_CONCAT(REFERENCED_COLUMN_NAME ORDER BY ORDINAL_POSITION) AS names
     FROM information_schema.KEY_COLUMN_USAGE WHERE TABLE_SCHEMA = DATABASE() AND REFERENCED_TABLE_NAME IS NOT NULL
     GROUP BY TABLE_NAME, CONSTRAINT_NAME, REFERENCED_TABLE_NAME`,
  );
  expect(referenced.length).toBeGreaterThan(5);
  const unique = await query(
    database,
    `SELECT TABLE_NAME AS tableName, GROUP_CONCAT(COLUMN_NAME ORDER BY SEQ_IN_INDEX) AS names
     FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0 GROUP BY TABLE_NAME, INDEX_NAME`,
  );
  for (const reference of referenced) expect(unique).toContainEqual(reference);
});

it('lets the server compute no date or time in its own time zone', async () => {
  const found = await query(
    database,
    `SELECT TABLE_NAME AS tableName, COLUMN_NAME AS columnName, COLUMN_DEFAULT AS value FROM information_schema.COLUMNS
     WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME <> 'migrations'
       AND (DATA_TYPE = 'timestamp' OR COLUMN_DEFAULT LIKE '%now%' OR COLUMN_DEFAULT LIKE '%current%')`,
  );
  expect(found).toEqual([]);
});
