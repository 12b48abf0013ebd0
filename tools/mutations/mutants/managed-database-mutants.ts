import type { Mutant } from '../mutant.ts';

const engines = 'stacks/aws/database-engines.spec.ts';

/** Databases that AWS runs: their windows, logs, backups and copies. */
export const managedDatabaseMutants: readonly Mutant[] = [
  {
    name: 'backups of dev are planned for the night, when it is stopped',
    file: 'stacks/aws/managed-database.ts',
    find: 'databaseWindows(args.officeHours)',
    replace: 'databaseWindows()',
    caughtBy: { file: engines, test: 'the database of dev > is backed up and maintained while it runs' },
  },
  {
    name: 'the windows ignore summer time',
    file: 'stacks/config/database-windows.ts',
    find: '{ length: 2 * 365 }',
    replace: '{ length: 1 }',
    caughtBy: {
      file: 'stacks/config/database-windows.spec.ts',
      test: 'the windows of a database > lie in the office hours of every time zone on every day, half an hour from their ends',
    },
  },
  {
    name: 'RDS makes the log groups, which keep everything',
    file: 'stacks/aws/rds-instance.ts',
    find: ', dependsOn: [logs]',
    replace: '',
    caughtBy: {
      file: engines,
      test: 'the database of prod > exports logs only to groups that exist before it and forget',
    },
  },
  {
    name: 'Aurora cuts texts that are too long',
    file: 'stacks/aws/aurora.ts',
    find: `          { name: 'sql_mode', value: strictSqlMode },\n`,
    replace: '',
    caughtBy: {
      file: engines,
      test: 'the database of staging > refuses data that do not fit, as the MySQL of the tests does',
    },
  },
  {
    name: 'the Jobs of the administrator end before a rotated password arrives',
    file: 'stacks/app/database-rollout.ts',
    find: 'waitSeconds: 600',
    replace: 'waitSeconds: 240',
    caughtBy: {
      file: 'stacks/app/password-generations.spec.ts',
      test: 'a generation of passwords of prod > reaches the Jobs of the administrator as files, which the kubelet renews, and only where RDS rotates do they wait',
    },
  },
];
