import * as pulumi from '@pulumi/pulumi';
import { ConsumerSecret } from './consumer-secret.ts';
import type { Database } from './database.ts';
import { databaseAuthorities, databaseTls, databaseUrl } from './database-client.ts';
import { DatabaseJob } from './database-job.ts';
import {
  expiryVariable,
  grantsScript,
  passwordVariable,
  previousPasswordVariable,
  usersScript,
} from './database-privileges.ts';
import { bashCommand } from './database-scripts.ts';
import { databaseUsers, type SecretReference } from './generated-secrets.ts';
import type { WorkloadContext } from './workload-context.ts';

export interface DatabaseRolloutArgs {
  readonly context: WorkloadContext;
  /** The namespace with the administrator's password. Pods of the app never run there. */
  readonly dataNamespace: pulumi.Output<string>;
  readonly database: Database;
  readonly images: { readonly backend: string; readonly mysql: string };
}

/**
 * RDS rotates the password of its administrator every seven days, at a time of its own. External Secrets then reads it within
 * `refreshInterval`, and the kubelet renews the files within two minutes. A Job waits longer than both, and ends before its deadline.
 */
const rotation = { refreshInterval: '5m', waitSeconds: 600 } as const;

/** Creates users, migrates the schema, and grants privileges on its tables. All three must succeed before a new pod starts. */
export class DatabaseRollout extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseRolloutArgs, opts?: pulumi.ComponentResourceOptions) {
    const { context, dataNamespace, database, images } = args;
    const { cluster, secretSource, namespace, priorityClass, generation } = context;
    super('taskyard:app:DatabaseRollout', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this };
    const revision = [String(generation)];
    const { user: adminUser, password: adminPassword, previousPassword } = database.administrator;

    const credentials = new ConsumerSecret(
      'database-users',
      {
        cluster,
        source: secretSource,
        namespace: dataNamespace,
        values: {
          adminPassword,
          ...(previousPassword && { adminPreviousPassword: previousPassword }),
          ...(typeof adminUser === 'string' ? {} : { adminUser }),
          ...Object.fromEntries(
            databaseUsers
              .flatMap((user) => [user, `${user}Previous`])
              .map((property): [string, SecretReference] => [property, { secret: 'database', property }]),
          ),
        },
        template: {
          ADMIN_PASSWORD: '{{ .adminPassword }}',
          ...(previousPassword && { ADMIN_PREVIOUS_PASSWORD: '{{ .adminPreviousPassword }}' }),
          ADMIN_USER: typeof adminUser === 'string' ? adminUser : '{{ .adminUser }}',
          ...Object.fromEntries(databaseUsers.map((user) => [passwordVariable(user), `{{ .${user} }}`])),
          ...Object.fromEntries(
            databaseUsers.map((user) => [previousPasswordVariable(user), `{{ .${user}Previous }}`]),
          ),
        },
        refreshInterval: rotation.refreshInterval,
      },
      child,
    );
    const administratorKeys = [
      'ADMIN_PASSWORD',
      'ADMIN_USER',
      ...(previousPassword ? ['ADMIN_PREVIOUS_PASSWORD'] : []),
    ];
    const authorities = databaseAuthorities(
      'database-authorities-admin',
      { cluster, namespace: dataNamespace, authorities: database.authorities },
      this,
    );
    const administratorJob = (script: string, keys: readonly string[]) => ({
      cluster,
      priorityClass,
      database,
      namespace: dataNamespace,
      image: context.imageReference(images.mysql),
      command: bashCommand(script),
      env: {
        DATABASE_HOST: database.host,
        DATABASE_CA_FILE: databaseTls.DATABASE_CA_FILE,
        ...(previousPassword ? {} : { ROTATION_SECONDS: String(rotation.waitSeconds) }),
      },
      secretEnv: [],
      files: [
        authorities,
        // Files and not variables: the kubelet renews them while the Job waits for a password that RDS has just rotated.
        {
          name: 'credentials',
          directory: '/etc/taskyard/credentials',
          from: { secret: credentials.secretName },
          keys: [...administratorKeys, ...keys],
        },
      ],
      revision,
    });
    const expires = database.certificateExpires;
    const usersJob = administratorJob(
      usersScript,
      databaseUsers.flatMap((user) => [passwordVariable(user), previousPasswordVariable(user)]),
    );
    const users = new DatabaseJob(
      'database-users',
      {
        ...usersJob,
        ...(expires && {
          env: { ...usersJob.env, [expiryVariable]: expires },
          revision: [...revision, expires],
        }),
      },
      child,
    );

    const migrator = new ConsumerSecret(
      'migrate',
      {
        cluster,
        source: secretSource,
        namespace,
        values: { password: { secret: 'database', property: 'migrator' } },
        template: { DATABASE_URL: databaseUrl('migrator', database) },
      },
      child,
    );
    const migration = new DatabaseJob(
      'migrate',
      {
        cluster,
        priorityClass,
        database,
        namespace,
        image: context.imageReference(images.backend),
        command: ['node', 'dist/platform/database/migrate.js', 'up'],
        env: { ...databaseTls, LOG_LEVEL: 'info' },
        secretEnv: ['DATABASE_URL', 'MIGRATION_DATABASE_URL'].map((env) => ({
          env,
          secretName: migrator.secretName,
          key: 'DATABASE_URL',
        })),
        files: [
          databaseAuthorities(
            'database-authorities-migrate',
            { cluster, namespace, authorities: database.authorities },
            this,
          ),
        ],
        revision,
      },
      { ...child, dependsOn: [users] },
    );
    new DatabaseJob(
      'database-grants',
      { ...administratorJob(grantsScript, []), revision: [...revision, images.backend] },
      { ...child, dependsOn: [migration] },
    );
    this.registerOutputs({});
  }
}
