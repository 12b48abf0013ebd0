import type * as pulumi from '@pulumi/pulumi';
import { callersOf, quotaOf, routesOf } from './app/application.ts';
import { BackendModule } from './app/backend-module.ts';
import { EntryCertificate } from './app/certificate.ts';
import type { SecretSource } from './app/consumer-secret.ts';
import type { Database } from './app/database.ts';
import { DatabaseInCluster } from './app/database-in-cluster.ts';
import { DatabaseRollout } from './app/database-rollout.ts';
import { Entry, type EntryPoint } from './app/entry.ts';
import { FurtherApp } from './app/further-app.ts';
import { GeneratedSecrets } from './app/secret-values.ts';
import { Web } from './app/web.ts';
import { Account } from './aws/account.ts';
import { AppPermissions } from './aws/app-permissions.ts';
import { AutoModeCluster } from './aws/auto-mode-cluster.ts';
import { CiIdentity } from './aws/ci-identity.ts';
import { Edge } from './aws/edge.ts';
import { EncryptionKey } from './aws/encryption-key.ts';
import { EntryRecord } from './aws/entry-record.ts';
import { ExternalSecrets } from './aws/external-secrets.ts';
import { ManagedDatabase } from './aws/managed-database.ts';
import { Network } from './aws/network.ts';
import { Registry } from './aws/registry.ts';
import { StoredSecrets } from './aws/stored-secrets.ts';
import { ExistingCluster } from './cluster/existing-cluster.ts';
import { Spaces } from './cluster/spaces.ts';
import type { TargetCluster } from './cluster/target-cluster.ts';
import type { AwsStack, KubernetesStack } from './config/schema.ts';
import { readConfig, type StackConfig } from './config.ts';

/** The program of every stack. The engine calls it; tests and `plan` call it under mocks. */
export default function taskyard() {
  const config = readConfig();
  return config.platform === 'aws' ? onAws(config) : onKubernetes(config);
}

type Stack<Settings> = Settings & Pick<StackConfig, 'name' | 'prefix'>;

/** A whole environment in an AWS account of its own. */
function onAws(config: Stack<AwsStack>) {
  const { name: stack, prefix, account, edge, images, apps, secrets: rotation, protected: kept } = config;
  const { region, id: accountId } = account;
  const { provider } = new Account('account', { account, stack });
  const aws = { provider };
  const place = { prefix, region, accountId, protected: kept };

  const clusterKey = new EncryptionKey(
    'cluster-key',
    { ...place, alias: `${prefix}-cluster`, description: 'Secrets in etcd' },
    aws,
  );
  const secretsKey = new EncryptionKey(
    'secrets-key',
    { ...place, alias: `${prefix}-secrets`, description: 'Secrets Manager' },
    aws,
  );
  const storageKey = new EncryptionKey(
    'database-key',
    { ...place, alias: `${prefix}-database`, description: 'Database storage' },
    aws,
  );
  const network = new Network('network', { ...place, network: config.network }, aws);
  const registry = new Registry(
    'registry',
    { ...place, images: [...Object.values(images), ...apps.map((app) => app.image)] },
    aws,
  );
  const ci =
    config.ci && new CiIdentity('ci', { ...place, ci: config.ci, account, hostedZoneId: edge.hostedZoneId }, aws);

  const cluster = new AutoModeCluster(
    'cluster',
    {
      ...place,
      cluster: config.cluster,
      network,
      keyArn: clusterKey.arn,
      ...(ci && { deployRoleArn: ci.deployRoleArn }),
    },
    aws,
  );
  const both = { providers: [provider, cluster.target.provider] };
  const spaces = new Spaces('spaces', { cluster: cluster.target, quota: quotaOf(config) });
  const database = new ManagedDatabase(
    'database',
    {
      ...place,
      settings: config.database,
      network,
      clientGroupId: cluster.securityGroupId,
      storageKeyArn: storageKey.arn,
      secretKeyArn: secretsKey.arn,
    },
    aws,
  );
  const { values } = new GeneratedSecrets('secrets', { ...rotation, databaseRoot: false });
  const stored = new StoredSecrets(
    'stored-secrets',
    { ...place, ...rotation, values, path: prefix, keyArn: secretsKey.arn, madeFrom: rotation },
    aws,
  );
  const { source } = new ExternalSecrets(
    'external-secrets',
    {
      ...place,
      ...rotation,
      cluster,
      spaces,
      network,
      path: prefix,
      keyArn: secretsKey.arn,
      furtherSecrets: [database.masterSecretArn],
    },
    { ...both, dependsOn: [stored] },
  );
  const permissions = new AppPermissions('app-permissions', { ...place, apps, cluster }, aws);
  const { point, origin } = new Edge('edge', { ...place, edge, cluster: cluster.target, network }, both);

  const entry = application({
    config,
    cluster: { ...cluster.target, supports: [...cluster.target.supports, permissions] },
    spaces,
    source,
    database,
    point,
    origin,
    image: (reference) => registry.image(reference),
  });
  new EntryRecord('entry-record', { ...place, ...edge, target: entry.loadBalancer }, aws);

  return { origin, previewRole: ci?.previewRoleArn, deployRole: ci?.deployRoleArn };
}

/** A cluster that exists: the app and its database, nothing else. */
function onKubernetes(config: Stack<KubernetesStack>) {
  const { images, database: settings, edge, secrets, protected: keepData } = config;

  const { target: cluster } = new ExistingCluster('cluster', config);
  const spaces = new Spaces('spaces', { cluster, quota: quotaOf(config) });
  const { values } = new GeneratedSecrets('secrets', { ...secrets, databaseRoot: true });
  const source = { kind: 'inline', values } as const;
  const database = new DatabaseInCluster('database', {
    cluster,
    source,
    spaces,
    settings,
    keepData,
    image: images.mysql,
  });
  const { point, origin } = new EntryCertificate('certificate', { cluster, edge, namespace: spaces.app });

  application({ config, cluster, spaces, source, database, point, origin, image: (reference) => reference });
  return { origin };
}

interface Ground {
  readonly config: Stack<AwsStack> | Stack<KubernetesStack>;
  readonly cluster: TargetCluster;
  readonly spaces: Spaces;
  readonly source: SecretSource;
  readonly database: Database;
  readonly point: EntryPoint;
  readonly origin: string;
  readonly image: (reference: string) => pulumi.Input<string>;
}

/** The app on whatever ground: schema, then services, then the way in. */
function application({ config, spaces, database, point, ...place }: Ground): Entry {
  const { images, workloads, apps, edge, secrets } = config;
  const { app: namespace, priorityClass } = spaces;
  const surroundings = { ...place, namespace, priorityClass, generation: secrets.generation };
  const callers = (name: string) => callersOf(name, apps, place.cluster.entrance);

  const rollout = new DatabaseRollout('database-rollout', {
    surroundings,
    dataNamespace: spaces.data,
    database,
    images,
  });
  const after = { dependsOn: [rollout] };
  const services = [
    new BackendModule(
      'auth',
      { surroundings, database, image: images.backend, scale: workloads.auth, callers: callers('auth') },
      after,
    ),
    new BackendModule(
      'tasks',
      { surroundings, database, image: images.backend, scale: workloads.tasks, callers: callers('tasks') },
      after,
    ),
    new Web('web', { surroundings, image: images.web, scale: workloads.web, callers: callers('web') }, after),
    ...apps.map((app) => new FurtherApp(app.name, { surroundings, app, apps, callers: callers(app.name) }, after)),
  ];
  return new Entry(
    'entry',
    { ...place, namespace, host: edge.domain, point, routes: routesOf(apps) },
    { dependsOn: services },
  );
}
