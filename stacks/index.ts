import type * as pulumi from '@pulumi/pulumi';
import { FurtherApp } from './app/additional-app.ts';
import { Entry, type EntryPoint } from './app/app-ingress.ts';
import { callersOf, imagesOf, quotaOf, routesOf } from './app/application.ts';
import { authSettings } from './app/auth-settings.ts';
import { BackendModule } from './app/backend-module.ts';
import { EntryCertificate } from './app/certificate.ts';
import type { SecretSource } from './app/consumer-secret.ts';
import type { Database } from './app/database.ts';
import { DatabaseInCluster } from './app/database-in-cluster.ts';
import { DatabaseRollout } from './app/database-rollout.ts';
import { KeyRotation } from './app/key-rotation.ts';
import { GeneratedSecrets } from './app/secret-values.ts';
import { Web } from './app/web.ts';
import { Account } from './aws/account.ts';
import { AppPermissions } from './aws/app-permissions.ts';
import { AutoModeCluster } from './aws/auto-mode-cluster.ts';
import { CiIdentity } from './aws/ci-identity.ts';
import { DatabaseHours } from './aws/database-office-hours.ts';
import { EntryRecord } from './aws/dns-record.ts';
import { Edge } from './aws/edge.ts';
import { EncryptionKeys } from './aws/encryption-keys.ts';
import { ExternalSecrets } from './aws/external-secrets.ts';
import { KeyRotationRole } from './aws/key-rotation-role.ts';
import { ManagedDatabase } from './aws/managed-database.ts';
import { Network } from './aws/network.ts';
import { Registry } from './aws/registry.ts';
import { StoredSecrets } from './aws/stored-secrets.ts';
import { Spaces } from './cluster/app-namespaces.ts';
import { ExistingCluster } from './cluster/existing-cluster.ts';
import { WorkingHours } from './cluster/office-hours.ts';
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
  const { prefix, account, edge, images, apps, secrets, ci: github } = config;
  const place = { prefix, region: account.region, accountId: account.id, protected: config.protected };

  const { provider } = new Account('account', { account, stack: config.name });
  const aws = { provider };
  const keys = new EncryptionKeys('keys', place, aws);
  const network = new Network('network', { ...place, network: config.network }, aws);
  const registry = new Registry('registry', { ...place, images: imagesOf(images, apps) }, aws);
  const ci = github && new CiIdentity('ci', { ...place, ci: github, account, hostedZoneId: edge.hostedZoneId }, aws);

  const eks = { ...place, cluster: config.cluster, network, keyArn: keys.cluster, ci };
  const cluster = new AutoModeCluster('cluster', eks, aws);
  const inCluster = { providers: [provider, cluster.target.provider] };
  const spaces = new Spaces('spaces', { cluster: cluster.target, quota: quotaOf(config) });
  const permissions = new AppPermissions('app-permissions', { ...place, apps, cluster }, aws);

  const mysql = { settings: config.database, network, clientGroupId: cluster.securityGroupId, keys };
  const database = new ManagedDatabase('database', { ...place, ...mysql }, aws);

  // Only the first signing key is made here.
  const { values } = new GeneratedSecrets('secrets', { ...secrets, signingKeys: ['first'], databaseRoot: false });
  const stored = new StoredSecrets('stored-secrets', { ...place, ...secrets, values, keyArn: keys.secrets }, aws);
  const keyAccess = { ...place, cluster, secretArn: stored.signingKeysArn, keyArn: keys.secrets };
  const rotation = new KeyRotationRole('key-rotation-role', keyAccess, aws);
  const operator = new ExternalSecrets(
    'external-secrets',
    {
      ...place,
      ...secrets,
      cluster,
      spaces,
      network,
      keyArn: keys.secrets,
      furtherSecrets: [database.masterSecretArn],
    },
    { ...inCluster, dependsOn: [stored] },
  );
  const { source } = operator;
  const { awake } = config;
  if (awake) {
    new DatabaseHours(
      'database-hours',
      { ...place, awake, engine: config.database.engine },
      { ...aws, dependsOn: [database] },
    );
    const rests = { namespaces: [spaces.app, operator.namespace], apiServer: cluster.apiServer };
    new WorkingHours('working-hours', { ...rests, awake, cluster: cluster.target }, inCluster);
  }
  const { point, origin } = new Edge('edge', { ...place, edge, cluster: cluster.target, network }, inCluster);

  const entry = application({
    config,
    cluster: { ...cluster.target, supports: [...cluster.target.supports, permissions, rotation] },
    spaces,
    source,
    database,
    point,
    origin,
    image: (reference) => registry.image(reference),
  });
  new EntryRecord('entry-record', { ...place, ...edge, target: entry.loadBalancer }, aws);

  return {
    origin,
    previewRole: ci?.previewRoleArn,
    deployRole: ci?.deployRoleArn,
    databaseHost: database.host,
    databaseSecret: database.masterSecretArn,
  };
}

/** A cluster that exists: the app and its database, nothing else. */
function onKubernetes(config: Stack<KubernetesStack>) {
  const { images, database: settings, edge, secrets, protected: keepData } = config;

  const { target: cluster } = new ExistingCluster('cluster', config);
  const spaces = new Spaces('spaces', { cluster, quota: quotaOf(config) });
  const made = { ...secrets, signingKeys: config.signingKeys.names, databaseRoot: true };
  const { values } = new GeneratedSecrets('secrets', made);
  const source = { kind: 'inline', values } as const;
  const ground = { cluster, spaces, source };
  const database = new DatabaseInCluster('database', { ...ground, settings, keepData, image: images.mysql });
  const { point, origin } = new EntryCertificate('certificate', { cluster, edge, namespace: spaces.app });

  application({ ...ground, config, database, point, origin, image: (reference) => reference });
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
  const { images, workloads, apps, edge, secrets, delivery } = config;
  const { app: namespace, priorityClass, data: dataNamespace } = spaces;
  const surroundings = { ...place, namespace, priorityClass, generation: secrets.generation };
  const callers = (name: string) => callersOf(name, apps, place.cluster.entrance);
  const backend = { surroundings, database, image: images.backend };

  const way = { ...place, namespace, host: edge.domain, point, routes: routesOf(apps) };
  // A controller applies what `npm run render` wrote; the load balancer stays here, so that it is destroyed in order.
  if (delivery !== 'pulumi') return new Entry('entry', way);

  const schema = new DatabaseRollout('database-rollout', { surroundings, dataNamespace, database, images });
  const after = { dependsOn: [schema] };
  const own = authSettings(config, place.source);
  const services = [
    new BackendModule('auth', { ...backend, own, scale: workloads.auth, callers: callers('auth') }, after),
    new BackendModule('tasks', { ...backend, scale: workloads.tasks, callers: callers('tasks') }, after),
    new Web('web', { surroundings, image: images.web, scale: workloads.web, callers: callers('web') }, after),
    ...apps.map((app) => new FurtherApp(app.name, { surroundings, app, apps, callers: callers(app.name) }, after)),
  ];
  if (config.platform === 'aws') {
    const { prefix, signingKeys: settings, account } = config;
    const keys = { settings, secretName: `${prefix}/jwt-keys`, region: account.region };
    new KeyRotation('rotate-keys', { surroundings, image: images.backend, ...keys }, after);
  }
  return new Entry('entry', way, { dependsOn: services });
}
