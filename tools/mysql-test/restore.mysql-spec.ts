import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { migrate } from '../../backend/src/platform/database/migration-runner.ts';
import { backupScript, listDumpsScript, restoreScript } from '../../stacks/app/database-scripts.ts';
import { ClusterDatabase, type Environment } from './cluster-database.ts';
import { asRoot, checksums, dumpVariables, fill, passwordOf, settingsOfMigrator } from './example-data.ts';

// The scripts of `npm run restore`, as its Jobs run them.

let database: ClusterDatabase;
let dumps: string;
let dump: string;
let original: Record<string, unknown>;

beforeAll(async () => {
  dumps = mkdtempSync(join(tmpdir(), 'taskyard-restore-'));
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
  await fill(database);
  original = await checksums(database);
  const { exitCode, output } = await database.runScript(backupScript, dumpVariables('backup', dumps));
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  [dump = ''] = readdirSync(dumps);
});
afterAll(async () => {
  await database?.remove();
  rmSync(dumps, { recursive: true, force: true });
});
beforeEach(() => {
  for (const name of readdirSync(dumps)) if (name !== dump) rmSync(join(dumps, name));
});

const restore = (changes: Environment = {}) =>
  database.runScript(restoreScript, {
    ...dumpVariables('migrator', dumps),
    DUMP: dump,
    KEEP_PRESENT_DATA: 'true',
    PROGRESS_SECONDS: '0.01',
    ...changes,
  });

it('lists name and size of the dumps', async () => {
  writeFileSync(join(dumps, `${dump}.part`), 'x');
  const { output } = await database.runScript(listDumpsScript, { DUMPS_FOLDER: dumps });
  expect(output).toBe(`${dump} ${statSync(join(dumps, dump)).size}`);
});

it('restores every table, with the present data in one more dump', async () => {
  await asRoot(database, 'DELETE FROM tasks WHERE id % 2 = 0');
  await asRoot(database, "UPDATE users SET email = 'other@example.com' WHERE username = 'ada'");
  expect(await checksums(database)).not.toEqual(original);
  const { exitCode, output } = await restore();
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(await checksums(database)).toEqual(original);
  expect(output).toMatch(/^100 % loaded$/m);
  for (const [table, checksum] of Object.entries(original)) expect(output).toContain(`${table}\t${checksum}`);
  expect(output).not.toContain('Password');

  const [present = '', ...others] = readdirSync(dumps).filter((name) => name !== dump);
  expect(present).toMatch(/^taskyard-\d+T\d+Z-before-restore\.sql\.gz$/);
  expect(others).toEqual([]);
  await restore({ DUMP: present });
  expect(await asRoot(database, "SELECT email FROM users WHERE username = 'ada'")).toEqual([
    { email: 'other@example.com' },
  ]);
});

it('returns to the schema before a bad migration, and the users keep their privileges', async () => {
  await asRoot(database, 'ALTER TABLE tasks DROP COLUMN description');
  await asRoot(database, 'CREATE TABLE added_by_the_bad_migration (id INT PRIMARY KEY)');
  await asRoot(
    database,
    "INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'BadMigration9999999999999')",
  );
  expect((await restore()).exitCode).toBe(0);
  expect(await checksums(database)).toEqual(original);
  expect(await migrate(settingsOfMigrator(database), 'up')).toEqual([]);
  const rows = await database.query('tasks', passwordOf('tasks', 'g1'), 'SELECT COUNT(*) AS n FROM tasks', 'taskyard');
  expect(rows[0]?.n).toBeGreaterThan(1000);
  await expect(
    database.query('tasks', passwordOf('tasks', 'g1'), 'SELECT * FROM sessions', 'taskyard'),
  ).rejects.toThrow(/denied/);
});

it('changes nothing when the dump is missing or not complete', async () => {
  const missing = await restore({ DUMP: 'taskyard-20200101T000000Z.sql.gz' });
  expect(missing).toMatchObject({ exitCode: 1, output: 'There is no dump taskyard-20200101T000000Z.sql.gz.' });
  const half = 'taskyard-20200102T000000Z.sql.gz';
  writeFileSync(join(dumps, half), '');
  const { size } = statSync(join(dumps, dump));
  await database.runScript('cp "$FROM" "$TO"', { FROM: join(dumps, dump), TO: join(dumps, half) });
  truncateSync(join(dumps, half), Math.floor(size / 2));
  const { exitCode, output } = await restore({ DUMP: half });
  expect(exitCode).toBe(1);
  expect(output).toContain(`${half} is not a complete dump.`);
  expect(await checksums(database)).toEqual(original);
});

it('loads the data from before when the dump cannot be loaded', async () => {
  const wrong = 'taskyard-20200103T000000Z.sql.gz';
  const sql = 'CREATE TABLE t (id INT);\nINSERT INTO nothing VALUES (1);\n-- Dump completed';
  await database.runScript('printf %s "$SQL" | gzip > "$TO"', { SQL: sql, TO: join(dumps, wrong) });
  const { exitCode, output } = await restore({ DUMP: wrong });
  expect({ exitCode, output }).toMatchObject({ exitCode: 4 });
  expect(output).toContain('The data from before are there again.');
  expect(await checksums(database)).toEqual(original);
});

it('says that the database is incomplete when there is nothing to go back to', async () => {
  const wrong = 'taskyard-20200103T000000Z.sql.gz';
  const sql = 'INSERT INTO nothing VALUES (1);\n-- Dump completed';
  await database.runScript('printf %s "$SQL" | gzip > "$TO"', { SQL: sql, TO: join(dumps, wrong) });
  const { exitCode, output } = await restore({ DUMP: wrong, KEEP_PRESENT_DATA: 'false' });
  expect(exitCode).toBe(5);
  expect(output).toContain('The database may hold a part of the data. Restore again before the app starts.');
  expect((await restore({ KEEP_PRESENT_DATA: 'false' })).exitCode).toBe(0);
  expect(await checksums(database)).toEqual(original);
});
