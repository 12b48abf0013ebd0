import { DataSource } from 'typeorm';
import type { DatabaseSettings } from '../config/environment.ts';
import { dataSourceOptions } from './data-source-options.ts';
import { initializeWhenReachable } from './initialize-when-reachable.ts';

const lockName = 'taskyard.migrations';
const lockWaitSeconds = 120;

class MigrationLockError extends Error {
  constructor() {
    super(`Another process has been migrating the database for more than ${lockWaitSeconds} seconds.`);
    this.name = 'MigrationLockError';
  }
}

/**
 * Runs all pending migrations (`up`) or reverts the newest one (`down`). An advisory lock of the database server makes
 * replicas that start together take turns. There is no transaction, because MySQL commits after every DDL statement.
 * @returns the names of the migrations that ran
 * @throws {MigrationLockError} when another process holds the lock for more than 120 seconds
 */
export async function migrate(settings: DatabaseSettings, direction: 'up' | 'down'): Promise<string[]> {
  const url = settings.MIGRATION_DATABASE_URL ?? settings.DATABASE_URL;
  // Two connections: one holds the lock, the other migrates.
  const dataSource = new DataSource({ ...dataSourceOptions(url, { ...settings, DATABASE_POOL_SIZE: 2 }) });
  await initializeWhenReachable(dataSource, settings.DATABASE_CONNECT_SECONDS);
  try {
    return await withLock(dataSource, () => runMigrations(dataSource, direction));
  } finally {
    await dataSource.destroy();
  }
}

async function runMigrations(dataSource: DataSource, direction: 'up' | 'down'): Promise<string[]> {
  if (direction === 'up') {
    const applied = await dataSource.runMigrations({ transaction: 'none' });
    return applied.map(({ name }) => name);
  }
  const before = await appliedNames(dataSource);
  await dataSource.undoLastMigration({ transaction: 'none' });
  const after = new Set(await appliedNames(dataSource));
  return before.filter((name) => !after.has(name));
}

async function appliedNames(dataSource: DataSource): Promise<string[]> {
  const rows: { name: string }[] = await dataSource.query('SELECT name FROM migrations ORDER BY id');
  return rows.map(({ name }) => name);
}

async function withLock<Result>(dataSource: DataSource, work: () => Promise<Result>): Promise<Result> {
  const runner = dataSource.createQueryRunner();
  try {
    // Lock names are global to the server, so the name of the database is part of it.
    const [row]: [{ acquired: number | string | null }] = await runner.query(
      'SELECT GET_LOCK(CONCAT(?, ".", DATABASE()), ?) AS acquired',
      [lockName, lockWaitSeconds],
    );
    if (Number(row.acquired) !== 1) throw new MigrationLockError();
    try {
      return await work();
    } finally {
      await runner.query('SELECT RELEASE_LOCK(CONCAT(?, ".", DATABASE()))', [lockName]);
    }
  } finally {
    await runner.release();
  }
}
