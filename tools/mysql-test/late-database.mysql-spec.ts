import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../backend/src/platform/database/migration-runner.ts';
import { grantsScript, usersScript } from '../../stacks/app/database-privileges.ts';
import { backupScript, restoreScript } from '../../stacks/app/database-scripts.ts';
import { ClusterDatabase, type Environment, type ScriptResult } from './cluster-database.ts';
import { administratorCredentials, dumpVariables, fill, passwordOf, settingsOfMigrator } from './example-data.ts';

// The first connection of a fresh pod may be refused for a moment.

let database: ClusterDatabase;
let dumps: string;

beforeAll(async () => {
  dumps = mkdtempSync(join(tmpdir(), 'taskyard-late-'));
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
  await fill(database);
  await database.runScript(backupScript, dumpVariables('backup', dumps));
});
afterAll(async () => {
  await database?.remove();
  rmSync(dumps, { recursive: true, force: true });
});

interface Script {
  readonly name: string;
  /** What the script gets, passwords among it. */
  readonly values: () => Environment;
  readonly run: (values: Environment, environment?: Environment) => Promise<ScriptResult>;
}

const administratorJob = (name: string, script: string): Script => ({
  name,
  values: () => administratorCredentials('g1', 'g1'),
  run: (values, environment = {}) => database.runAdministratorJob(script, values, { environment }),
});
const dumpJob = (name: string, script: string, values: () => Environment): Script => ({
  name,
  values,
  run: (given, environment) => database.runScript(script, { ...given, ...environment }),
});

const scripts: readonly Script[] = [
  administratorJob('database-users', usersScript),
  administratorJob('database-grants', grantsScript),
  dumpJob('backup', backupScript, () => dumpVariables('backup', dumps)),
  dumpJob('restore', restoreScript, () => ({
    ...dumpVariables('migrator', dumps),
    DUMP: readdirSync(dumps)[0] ?? '',
    KEEP_PRESENT_DATA: 'false',
  })),
];

/** The result of work that starts two seconds before the database. */
async function startedTooEarly<Result>(work: () => Promise<Result>): Promise<Result> {
  await database.stop();
  const [result] = await Promise.all([work(), sleep(2000).then(() => database.start())]);
  return result;
}

describe.each(scripts)('$name', ({ values, run }) => {
  it('waits for a database that is two seconds late', async () => {
    const { exitCode, output } = await startedTooEarly(() => run(values()));
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).toContain('accepts no connection yet. Trying again.');
  });

  it('gives up with the reason when the database never comes', async () => {
    await database.stop();
    const { exitCode, output } = await run(values(), { DATABASE_CONNECT_SECONDS: '2' });
    await database.start();
    expect(exitCode).toBe(1);
    expect(output).toMatch(/The database at 127\.0\.0\.1 accepted no connection for 2 seconds: ERROR 2003 .*\(111\)/);
  });

  it('tries a wrong password once', async () => {
    const wrong = Object.fromEntries(
      Object.entries(values()).map(([name, value]) => [name, name.includes('PASSWORD') ? 'wrong' : value]),
    );
    const { exitCode, output } = await run(wrong);
    expect(exitCode).toBe(3);
    expect(output.match(/ERROR 1045/g)).toHaveLength(1);
    expect(output).toContain('Nothing was changed.');
  });
});

describe('migrate', () => {
  it('waits for a database that is two seconds late', async () => {
    expect(await startedTooEarly(() => migrate(settingsOfMigrator(database), 'up'))).toEqual([]);
  });

  it('tries a wrong password once', async () => {
    const url = database.url('migrator', 'wrong');
    const started = Date.now();
    await expect(
      migrate({ ...settingsOfMigrator(database), DATABASE_URL: url, MIGRATION_DATABASE_URL: url }, 'up'),
    ).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
    expect(Date.now() - started).toBeLessThan(900);
  });
});
