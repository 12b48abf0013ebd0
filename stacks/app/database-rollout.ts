import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ordinary } from '../cluster/target-cluster.ts';
import { ConsumerSecret } from './consumer-secret.ts';
import { type Database, databaseName, databasePort } from './database.ts';
import { DatabaseJob } from './database-job.ts';
import { grantsScript, passwordVariable, usersScript } from './database-privileges.ts';
import type { MountedFiles } from './restricted-pod.ts';
import { databaseUsers, type SecretReference } from './secret-values.ts';
import type { Surroundings } from './workload-context.ts';

export interface DatabaseRolloutArgs {
  readonly surroundings: Surroundings;
  /** Where the administrator's password may be read; pods of the app never run there. */
  readonly dataNamespace: pulumi.Output<string>;
  readonly database: Database;
  readonly images: { readonly backend: string; readonly mysql: string };
}

/** Users, then the schema, then privileges on its tables: what must have succeeded before a new pod may start. */
export class DatabaseRollout extends pulumi.ComponentResource {
  constructor(name: string, args: DatabaseRolloutArgs, opts?: pulumi.ComponentResourceOptions) {
    const { surroundings, database, images } = args;
    const { cluster, source, priorityClass, generation } = surroundings;
    super('taskyard:app:DatabaseRollout', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this };
    const revision = [String(generation)];
    const { administrator } = database;

    const credentials = new ConsumerSecret(
      'database-users',
      {
        cluster,
        source,
        namespace: args.dataNamespace,
        values: {
          adminPassword: administrator.password,
          ...(typeof administrator.user === 'string' ? {} : { adminUser: administrator.user }),
          ...Object.fromEntries(
            databaseUsers.map((user): [string, SecretReference] => [user, { secret: 'database', property: user }]),
          ),
        },
        template: {
          MYSQL_PWD: '{{ .adminPassword }}',
          ADMIN_USER: typeof administrator.user === 'string' ? administrator.user : '{{ .adminUser }}',
          ...Object.fromEntries(databaseUsers.map((user) => [passwordVariable(user), `{{ .${user} }}`])),
        },
      },
      child,
    );
    const authorities = databaseAuthorities(
      'database-authorities-admin',
      args.dataNamespace,
      database,
      surroundings,
      this,
    );
    const asAdministrator = (script: string, variables: readonly string[]) => ({
      cluster,
      priorityClass,
      database,
      namespace: args.dataNamespace,
      image: surroundings.image(images.mysql),
      command: ['bash', '-euo', 'pipefail', '-c', script],
      env: { DATABASE_HOST: database.host },
      secretEnv: ['MYSQL_PWD', 'ADMIN_USER', ...variables].map((env) => ({
        env,
        secretName: credentials.secretName,
        key: env,
      })),
      files: [authorities],
      revision,
    });
    const users = new DatabaseJob(
      'database-users',
      asAdministrator(usersScript, databaseUsers.map(passwordVariable)),
      child,
    );

    const migrator = new ConsumerSecret(
      'migrate',
      {
        cluster,
        source,
        namespace: surroundings.namespace,
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
        namespace: surroundings.namespace,
        image: surroundings.image(images.backend),
        command: ['node', 'dist/platform/database/migrate.js', 'up'],
        env: { ...databaseTls, LOG_LEVEL: 'info' },
        secretEnv: ['DATABASE_URL', 'MIGRATION_DATABASE_URL'].map((env) => ({
          env,
          secretName: migrator.secretName,
          key: 'DATABASE_URL',
        })),
        files: [
          databaseAuthorities('database-authorities-migrate', surroundings.namespace, database, surroundings, this),
        ],
        revision,
      },
      { ...child, dependsOn: [users] },
    );
    new DatabaseJob(
      'database-grants',
      { ...asAdministrator(grantsScript, []), revision: [...revision, images.backend] },
      { ...child, dependsOn: [migration] },
    );
    this.registerOutputs({});
  }
}

/** Tells the backend to speak TLS and to check the server's name. */
export const databaseTls = { DATABASE_TLS: 'required', DATABASE_CA_FILE: '/etc/taskyard/database/ca.pem' } as const;

/** Passwords are letters and digits, so the URL needs no escaping. */
export function databaseUrl(user: string, database: Database): pulumi.Output<string> {
  return pulumi.interpolate`mysql://${user}:{{ .password }}@${database.host}:${databasePort}/${databaseName}`;
}

/** The authorities as a file of a consumer of its own: ConfigMaps do not cross namespaces, and consumers do not share. */
export function databaseAuthorities(
  name: string,
  namespace: pulumi.Input<string>,
  database: Database,
  { cluster }: Surroundings,
  parent: pulumi.Resource,
): MountedFiles {
  const authorities = new kubernetes.core.v1.ConfigMap(
    name,
    { metadata: { name, namespace }, data: { 'ca.pem': database.authorities } },
    ordinary(parent, cluster),
  );
  return {
    name: 'database-authorities',
    directory: '/etc/taskyard/database',
    from: { configMap: authorities.metadata.name },
    keys: ['ca.pem'],
  };
}
