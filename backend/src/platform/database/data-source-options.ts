import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DataSourceOptions, MigrationInterface } from 'typeorm';
import type { DatabaseSettings } from '../config/environment.ts';

/** A migration needs no registration: every file of the folder exports one class. File names begin with a timestamp. */
const migrationsFolder = join(import.meta.dirname, 'migrations');

/** Every migration, oldest first. */
export const migrations = await loadMigrations();

const connectTimeoutMs = 5_000;
/** Queries that may wait for a connection. Further ones fail immediately, which clients see as 503. */
const queueLimit = 500;

type PoolSettings = Pick<DatabaseSettings, 'DATABASE_POOL_SIZE' | 'DATABASE_TLS' | 'DATABASE_CA_FILE'>;

/** TypeORM options for a MySQL or MariaDB database. The modules register their own entities. */
export function dataSourceOptions(url: string, settings: PoolSettings) {
  const ca = settings.DATABASE_CA_FILE === undefined ? undefined : readFileSync(settings.DATABASE_CA_FILE, 'utf8');
  return {
    type: 'mysql',
    url,
    charset: 'utf8mb4',
    timezone: 'Z',
    // A due date is a calendar day and not an instant: as a Date it would shift with the time zone of the process.
    dateStrings: ['DATE'],
    poolSize: settings.DATABASE_POOL_SIZE,
    connectTimeout: connectTimeoutMs,
    ...(settings.DATABASE_TLS === 'required' && { ssl: { rejectUnauthorized: true, ...(ca && { ca }) } }),
    extra: { queueLimit },
    migrations,
    migrationsTableName: 'migrations',
    synchronize: false,
  } satisfies DataSourceOptions;
}

type MigrationClass = new () => MigrationInterface;

async function loadMigrations(): Promise<MigrationClass[]> {
  // Vitest runs the TypeScript files, the build has JavaScript and source maps.
  const files = readdirSync(migrationsFolder).filter((file) => /(?<!\.d)\.[jt]s$/.test(file));
  const modules: Record<string, MigrationClass>[] = await Promise.all(
    files.sort().map((file) => import(pathToFileURL(join(migrationsFolder, file)).href)),
  );
  return modules.flatMap((module) => Object.values(module));
}
