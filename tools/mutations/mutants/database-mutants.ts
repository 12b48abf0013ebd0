import type { Mutant } from '../mutant.ts';

const grants = 'stacks/app/database-grants.spec.ts';
const tls = 'stacks/app/database-tls.spec.ts';
const same = {
  file: 'stacks/app/database-in-cluster.spec.ts',
  test: 'the database in the cluster > stays the same server with the same volume when its settings change',
};

/** The database: its data, its users, its connections and the order of a rollout. */
export const databaseMutants: readonly Mutant[] = [
  {
    name: 'a new image of MySQL starts with an empty volume',
    file: 'stacks/app/database-in-cluster.ts',
    find: `{ ...metadata, name: 'database-data' }`,
    replace: `{ ...metadata, name: pulumi.concat('database-data-', args.image) }`,
    caughtBy: same,
  },
  {
    name: 'new settings replace the database',
    file: 'stacks/app/database-in-cluster.ts',
    find: 'serviceName: service.metadata.name,',
    replace: `serviceName: 'database-' + settings.dumpsKept,`,
    caughtBy: same,
  },
  {
    name: 'the data are in a folder that ends with the pod',
    file: 'stacks/app/database-in-cluster.ts',
    find: 'persistentVolumeClaim: { claimName: volume.metadata.name }',
    replace: 'emptyDir: {}',
    caughtBy: { file: same.file, test: 'the database in the cluster > keeps its data on its own volume' },
  },
  {
    name: 'the database cannot start on a new ext4',
    file: 'stacks/app/mysql-container.ts',
    find: 'rmdir --ignore-fail-on-non-empty',
    replace: 'ls',
    caughtBy: {
      file: same.file,
      test: 'the database in the cluster > starts on a new file system, and keeps what a check of the file system has recovered',
    },
  },
  {
    name: 'tasks may change users',
    file: 'stacks/app/database-grants.ts',
    find: `users: 'SELECT (id, disabled_at)'`,
    replace: `users: 'SELECT (id, disabled_at), UPDATE'`,
    caughtBy: { file: grants, test: 'the grants > let tasks write its own tables only, and the last use of a token' },
  },
  {
    name: 'auth and tasks may drop tables',
    file: 'stacks/app/database-grants.ts',
    find: `'SELECT, INSERT, UPDATE, DELETE'`,
    replace: `'SELECT, INSERT, UPDATE, DELETE, DROP'`,
    caughtBy: { file: grants, test: 'the grants > let no module change the schema' },
  },
  {
    name: 'auth may delete audit events',
    file: 'stacks/app/database-grants.ts',
    find: `audit_events: 'SELECT, INSERT'`,
    replace: 'audit_events: rows',
    caughtBy: { file: grants, test: 'the grants > let auth add audit events, and never change or delete one' },
  },
  {
    name: 'the user of the dumps may delete rows',
    file: 'stacks/app/database-privileges.ts',
    find: `backup: 'SELECT,`,
    replace: `backup: 'SELECT, DELETE,`,
    caughtBy: { file: 'stacks/app/database-privileges.spec.ts', test: 'database users > for backups can only read' },
  },
  {
    name: 'auth and tasks connect to the database without TLS',
    file: 'stacks/app/backend-module.ts',
    find: '...databaseTls,',
    replace: '',
    caughtBy: { file: tls, test: 'connections to the database of local > use TLS and verify the server' },
  },
  {
    name: 'the backend accepts a database without TLS',
    file: 'stacks/app/database-client.ts',
    find: `DATABASE_TLS: 'required'`,
    replace: `DATABASE_TLS: 'off'`,
    caughtBy: { file: tls, test: 'connections to the database of prod > use TLS and verify the server' },
  },
  {
    name: 'the Jobs of the administrator accept the certificate of another host',
    file: 'stacks/app/scripts/mysql.sh',
    find: '--ssl-mode=VERIFY_IDENTITY',
    replace: '--ssl-mode=VERIFY_CA',
    caughtBy: { file: tls, test: 'connections to the database of prod > use TLS and verify the server' },
  },
  {
    name: 'the database in the cluster accepts plain connections',
    file: 'stacks/app/mysql-container.ts',
    find: '--require-secure-transport=ON',
    replace: '--require-secure-transport=OFF',
    caughtBy: { file: tls, test: 'the database in the cluster > accepts TLS only' },
  },
  {
    name: 'an authority signs before the clients know it',
    file: 'stacks/app/database-tls.ts',
    find: 'const [signing] = all.values();',
    replace: 'const signing = [...all.values()].at(-1);',
    caughtBy: {
      file: tls,
      test: 'the certificate of the database in the cluster > is signed by the first authority, and clients trust all of them',
    },
  },
  {
    name: 'a renewed certificate is never loaded',
    file: 'stacks/app/database-rollout.ts',
    find: 'revision: [...revision, expires],',
    replace: '',
    caughtBy: {
      file: tls,
      test: 'the certificate of the database in the cluster > is loaded by the Job of the users when it is new, and the server is never restarted for it',
    },
  },
  {
    name: 'RDS accepts plain connections',
    file: 'stacks/aws/rds-instance.ts',
    find: `'require_secure_transport', value: '1'`,
    replace: `'require_secure_transport', value: '0'`,
    caughtBy: {
      file: 'stacks/aws/aws.spec.ts',
      test: 'the AWS resources of prod > encrypts the database with its own key, and accepts connections over TLS only',
    },
  },
  {
    name: 'a new password locks running pods out',
    file: 'stacks/app/scripts/passwords.sh',
    find: 'RETAIN CURRENT PASSWORD ',
    replace: '',
    caughtBy: {
      file: 'stacks/app/database-privileges.spec.ts',
      test: 'database users > keep their previous password until the next change, so that old pods keep their access',
    },
  },
  {
    name: 'new pods start before the migration',
    file: 'stacks/app/application.ts',
    find: 'afterRollout = { dependsOn: [rollout] }',
    replace: 'afterRollout = { dependsOn: [] }',
    caughtBy: {
      file: 'stacks/app/app.spec.ts',
      test: 'the app of local > creates users, schema and grants in this order before it starts a new pod',
    },
  },
  {
    name: 'privileges are granted before the migration',
    file: 'stacks/app/database-rollout.ts',
    find: 'dependsOn: [migration]',
    replace: 'dependsOn: [users]',
    caughtBy: {
      file: 'stacks/app/app.spec.ts',
      test: 'the app of local > creates users, schema and grants in this order before it starts a new pod',
    },
  },
];
