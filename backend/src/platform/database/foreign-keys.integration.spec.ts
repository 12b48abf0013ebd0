import { randomBytes } from 'node:crypto';
import type { RowDataPacket } from 'mysql2';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.ts';
import { type DatabaseSettings, readDatabaseSettings } from '../config/environment.ts';
import { migrate } from './migration-runner.ts';

// The list of foreign keys comes from the server, so a new table is tested without a change here.

interface ForeignKey {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly parent: string;
  readonly parentColumn: string;
  readonly onDelete: 'CASCADE' | 'SET NULL' | 'RESTRICT' | 'NO ACTION';
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly dataType: string;
  readonly length: number | null;
  readonly isNullable: boolean;
  readonly isGenerated: boolean;
}

type Row = Record<string, unknown>;

/** Which of its nullable columns a row has. A server may look up a foreign key in an index that also contains one of them. */
const variants = ['empty', 'filled'] as const;
type Variant = (typeof variants)[number];

const noSuchId = 2 ** 40;

let database: TestDatabase;
let settings: DatabaseSettings;
let foreignKeys: ForeignKey[];
const columnsOf = new Map<string, Column[]>();

beforeAll(async () => {
  database = await createTestDatabase();
  settings = readDatabaseSettings({ DATABASE_URL: database.url });
  await migrate(settings, 'up');
  foreignKeys = (await query(`
    SELECT k.CONSTRAINT_NAME AS name, k.TABLE_NAME AS \`table\`, k.COLUMN_NAME AS \`column\`,
      k.REFERENCED_TABLE_NAME AS parent, k.REFERENCED_COLUMN_NAME AS parentColumn, r.DELETE_RULE AS onDelete
    FROM information_schema.KEY_COLUMN_USAGE k JOIN information_schema.REFERENTIAL_CONSTRAINTS r
      ON r.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA AND r.TABLE_NAME = k.TABLE_NAME AND r.CONSTRAINT_NAME = k.CONSTRAINT_NAME
    WHERE k.TABLE_SCHEMA = DATABASE() AND k.REFERENCED_TABLE_NAME IS NOT NULL ORDER BY k.TABLE_NAME, k.CONSTRAINT_NAME`)) as ForeignKey[];
  await readColumns();
});
afterAll(() => database.drop());

async function readColumns(): Promise<void> {
  columnsOf.clear();
  const columns = await query(`
    SELECT TABLE_NAME AS \`table\`, COLUMN_NAME AS name, COLUMN_TYPE AS type, DATA_TYPE AS dataType,
      CHARACTER_MAXIMUM_LENGTH AS length, IS_NULLABLE = 'YES' AS isNullable, EXTRA LIKE '%auto_increment%' AS isGenerated
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()`);
  for (const { table, ...column } of columns) columnsOf.set(table, [...(columnsOf.get(table) ?? []), column as Column]);
}

async function query(sql: string, values: unknown[] = []): Promise<RowDataPacket[]> {
  const [rows] = await database.connection.query<RowDataPacket[]>(sql, values);
  return rows;
}

async function insert(table: string, row: Row): Promise<number> {
  const [{ insertId }] = await database.connection.query<never>('INSERT INTO ?? SET ?', [table, row]);
  return insertId;
}

/** A row whose foreign keys refer to rows that exist. */
async function validRow(table: string, variant: Variant): Promise<Row> {
  const row: Row = {};
  for (const column of columnsOf.get(table) ?? []) {
    if (column.isGenerated) continue;
    row[column.name] = column.isNullable && variant === 'empty' ? null : valueFor(column);
  }
  for (const { column, parent, parentColumn } of foreignKeys.filter((key) => key.table === table)) {
    row[column] = await parentOf(parent, parentColumn);
  }
  return row;
}

async function parentOf(table: string, column: string): Promise<unknown> {
  const row = await validRow(table, 'empty');
  const id = await insert(table, row);
  return row[column] ?? id;
}

function valueFor({ name, dataType, type, length }: Column): unknown {
  const size = Math.min(length ?? 0, 32);
  switch (dataType) {
    case 'binary':
    case 'varbinary':
      return randomBytes(size);
    case 'char':
    case 'varchar':
    case 'text':
      return randomBytes(size).toString('hex').slice(0, size);
    case 'enum':
    case 'set':
      return /'([^']+)'/.exec(type)?.[1];
    case 'date':
    case 'datetime':
      return '2026-01-01';
    case 'bigint':
    case 'int':
    case 'smallint':
    case 'tinyint':
      return 1;
    case 'json':
    case 'longtext':
      return '{}';
    default:
      throw new Error(`This test has no value for ${name}, which is a ${type}. Add one.`);
  }
}

async function codeOf(statement: Promise<unknown>): Promise<unknown> {
  return statement.then(
    () => 'accepted',
    (error: { code?: string }) => error.code,
  );
}

// The order of SHOW INDEX is the one in which the server looks for an index.
it('gives every foreign key an index of its own that is the first to begin with its column', async () => {
  const served: Record<string, string> = {};
  for (const { name, table, column } of foreignKeys) {
    const indexes = new Map<string, string[]>();
    for (const { Key_name, Column_name } of await query('SHOW INDEX FROM ??', [table])) {
      indexes.set(Key_name, [...(indexes.get(Key_name) ?? []), Column_name]);
    }
    const [first] = [...indexes].filter(([, columns]) => columns[0] === column);
    // A primary key is always first, and none of its columns is nullable.
    if (first?.[0] !== 'PRIMARY') served[name] = `${table} (${first?.[1].join(', ')})`;
  }
  const expected = foreignKeys.filter(({ name }) => name in served);
  expect(served).toEqual(Object.fromEntries(expected.map(({ name, table, column }) => [name, `${table} (${column})`])));
});

it.each(variants)('refuses a row without its parent in every table: nullable columns %s', async (variant) => {
  expect(foreignKeys.length).toBeGreaterThan(5);
  const results: Record<string, unknown> = {};
  for (const { name, table, column } of foreignKeys) {
    results[`insert: ${name}`] = await codeOf(
      insert(table, { ...(await validRow(table, variant)), [column]: noSuchId }),
    );
    const row = await validRow(table, variant);
    await insert(table, row);
    const update = database.connection.query('UPDATE ?? SET ?? = ? WHERE ?? = ?', [
      table,
      column,
      noSuchId,
      column,
      row[column],
    ]);
    results[`update: ${name}`] = await codeOf(update);
  }
  expect(results).toEqual(Object.fromEntries(Object.keys(results).map((key) => [key, 'ER_NO_REFERENCED_ROW_2'])));
});

it.each(variants)(
  'follows the rule of every foreign key when the parent is deleted: nullable columns %s',
  async (variant) => {
    const results: Record<string, string> = {};
    for (const { name, table, column, parent, parentColumn } of foreignKeys) {
      const row = await validRow(table, variant);
      await insert(table, row);
      const count = async () => (await query('SELECT 1 FROM ?? WHERE ?? = ?', [table, column, row[column]])).length;
      const all = async () => (await query('SELECT 1 FROM ??', [table])).length;
      const before = await all();
      expect([name, await count()]).toEqual([name, 1]);
      const code = await codeOf(
        database.connection.query('DELETE FROM ?? WHERE ?? = ?', [parent, parentColumn, row[column]]),
      );
      const [left, removed] = [await count(), before - (await all())];
      if (code === 'ER_ROW_IS_REFERENCED_2' && left === 1) results[name] = 'RESTRICT';
      else if (code === 'accepted' && left === 0) results[name] = removed === 1 ? 'CASCADE' : 'SET NULL';
      else results[name] = `${code}, and ${left} orphans`;
    }
    const expected = foreignKeys.map(({ name, onDelete }) => [name, onDelete === 'NO ACTION' ? 'RESTRICT' : onDelete]);
    expect(results).toEqual(Object.fromEntries(expected));
  },
);

it('removes the tasks without a user that a server accepted before', async () => {
  const name = 'IndexForeignKeys1767226265000';
  for (let reverted: string[] = []; !reverted.includes(name); ) reverted = await migrate(settings, 'down');
  await readColumns();
  const owned = await validRow('tasks', 'empty');
  await insert('tasks', owned);
  await query('SET foreign_key_checks = 0');
  await insert('tasks', { ...owned, user_id: noSuchId });
  await query('SET foreign_key_checks = 1');
  expect(await migrate(settings, 'up')).toContain(name);
  expect(await query('SELECT user_id FROM tasks WHERE user_id IN (?)', [[owned.user_id, noSuchId]])).toHaveLength(1);
});
