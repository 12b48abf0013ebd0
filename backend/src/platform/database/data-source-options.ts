import { readFileSync } from 'node:fs';
import type { DataSourceOptions } from 'typeorm';
import type { DatabaseSettings } from '../config/environment.ts';
import { CreateUsers1767225600000 } from './migrations/1767225600000-create-users.ts';
import { CreateTasks1767225660000 } from './migrations/1767225660000-create-tasks.ts';
import { AddTrash1767225720000 } from './migrations/1767225720000-add-trash.ts';
import { AddRolesAndStates1767225780000 } from './migrations/1767225780000-add-roles-and-states.ts';
import { CreateSessions1767225840000 } from './migrations/1767225840000-create-sessions.ts';
import { CreateEmailLinks1767225900000 } from './migrations/1767225900000-create-email-links.ts';
import { CreateSecondFactors1767225960000 } from './migrations/1767225960000-create-second-factors.ts';
import { CreatePasskeys1767226020000 } from './migrations/1767226020000-create-passkeys.ts';
import { CreatePersonalAccessTokens1767226080000 } from './migrations/1767226080000-create-personal-access-tokens.ts';
import { CreateAuditEvents1767226140000 } from './migrations/1767226140000-create-audit-events.ts';
import { CreateRateLimits1767226200000 } from './migrations/1767226200000-create-rate-limits.ts';
import { IndexTasksByOwner1767226260000 } from './migrations/1767226260000-index-tasks-by-owner.ts';

/** Every migration, oldest first. */
export const migrations = [
  CreateUsers1767225600000,
  CreateTasks1767225660000,
  AddTrash1767225720000,
  AddRolesAndStates1767225780000,
  CreateSessions1767225840000,
  CreateEmailLinks1767225900000,
  CreateSecondFactors1767225960000,
  CreatePasskeys1767226020000,
  CreatePersonalAccessTokens1767226080000,
  CreateAuditEvents1767226140000,
  CreateRateLimits1767226200000,
  IndexTasksByOwner1767226260000,
];

const connectTimeoutMs = 5_000;
/** Requests allowed to wait for a connection; past it they fail at once, which callers see as 503. */
const queueLimit = 500;

type PoolSettings = Pick<DatabaseSettings, 'DATABASE_POOL_SIZE' | 'DATABASE_TLS' | 'DATABASE_CA_FILE'>;

/** TypeORM options for one MySQL-family database. Entities are registered by the feature modules that own them. */
export function dataSourceOptions(url: string, settings: PoolSettings) {
  const ca = settings.DATABASE_CA_FILE === undefined ? undefined : readFileSync(settings.DATABASE_CA_FILE, 'utf8');
  return {
    type: 'mysql',
    url,
    charset: 'utf8mb4',
    timezone: 'Z',
    // A due date is a day in a calendar, not an instant: as a Date it would shift with the process's time zone.
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
