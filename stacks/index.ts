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

function onAws(config: Stack<AwsStack>) {
  return { origin: config.edge.domain };
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

  return application({ config, cluster, spaces, source, database, point, origin, image: (reference) => reference });
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
function application({ config, spaces, database, point, ...place }: Ground) {
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
  new Entry(
    'entry',
    { ...place, namespace, host: edge.domain, point, routes: routesOf(apps) },
    { dependsOn: services },
  );

  return { origin: place.origin };
}
