import type { Mutant } from '../mutant.ts';

const engines = 'stacks/aws/database-engines.spec.ts';
const restore = 'stacks/aws/database-restore.spec.ts';

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
  {
    name: 'the app uses a restored database before anybody has looked at it',
    file: 'stacks/aws/managed-database.ts',
    find: '(restoreFrom?.serves ? restored : undefined)',
    replace: 'restored',
    caughtBy: {
      file: restore,
      test: 'a database restored by the configuration > is a second one beside the first, which the app keeps',
    },
  },
  {
    name: 'pods keep the former database after a restore',
    file: 'stacks/index.ts',
    find: '{database.ending}',
    replace: `{''}`,
    caughtBy: {
      file: restore,
      test: 'a database restored by the configuration > serves the app when the configuration says so: new Secrets, so every Job runs again and every pod rolls',
    },
  },
  {
    name: 'a restored database is replaced when its source leaves the configuration',
    file: 'stacks/aws/rds-instance.ts',
    find: ', ignoreChanges: readAtCreation',
    replace: '',
    caughtBy: {
      file: restore,
      test: 'a database restored by the configuration > is never replaced because its source changes or goes (prod)',
    },
  },
  {
    name: 'copies in another region use the key of this region',
    file: 'stacks/aws/database-copies.ts',
    find: `        region,
        description`,
    replace: `        description`,
    caughtBy: {
      file: restore,
      test: 'copies of the backups in another region > are of the database that the app uses, with a key of their region',
    },
  },
];
