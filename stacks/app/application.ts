import type * as pulumi from '@pulumi/pulumi';
import type { AppNamespaces } from '../cluster/app-namespaces.ts';
import type { IngressTarget, TargetCluster } from '../cluster/target-cluster.ts';
import type { AwsStack, KubernetesStack } from '../config/schema.ts';
import { AdditionalApp } from './additional-app.ts';
import { AppIngress } from './app-ingress.ts';
import { callersOf, routesOf } from './app-topology.ts';
import { authSettings } from './auth-settings.ts';
import { BackendModule } from './backend-module.ts';
import type { SecretSource } from './consumer-secret.ts';
import type { Database } from './database.ts';
import { DatabaseRollout } from './database-rollout.ts';
import { KeyRotation } from './key-rotation.ts';
import { Web } from './web.ts';
import type { WorkloadContext } from './workload-context.ts';

export interface ApplicationArgs {
  readonly config: (AwsStack | KubernetesStack) & {
    /** Starts the name of every secret in Secrets Manager. */
    readonly prefix: string;
  };
  readonly cluster: TargetCluster;
  readonly namespaces: AppNamespaces;
  readonly secretSource: SecretSource;
  readonly database: Database;
  readonly ingressTarget: IngressTarget;
  readonly origin: string;
  readonly imageReference: WorkloadContext['imageReference'];
}

/** The app on any cluster: the database rollout, then the services, then the ingress. */
export function createApplication(args: ApplicationArgs): AppIngress {
  const { config, cluster, namespaces, secretSource, database, origin, imageReference } = args;
  const { images, workloads, apps } = config;
  const { app: namespace, priorityClass } = namespaces;
  const appIngress = (opts?: pulumi.ComponentResourceOptions) =>
    new AppIngress(
      'app-ingress',
      { cluster, namespace, host: config.ingress.domain, target: args.ingressTarget, routes: routesOf(apps) },
      opts,
    );
  // Argo CD or Flux applies what `npm run render` wrote. The Ingress stays here, so that it is destroyed in order.
  if (config.delivery !== 'pulumi') return appIngress();

  const context: WorkloadContext = {
    cluster,
    secretSource,
    namespace,
    priorityClass,
    origin,
    generation: config.secrets.generation,
    imageReference,
  };
  const callers = (name: string) => callersOf(name, apps, cluster.ingressPeers);
  const rollout = new DatabaseRollout('database-rollout', {
    context,
    dataNamespace: namespaces.data,
    database,
    images: { backend: images.backend, mysql: images.mysql },
  });
  const afterRollout = { dependsOn: [rollout] };
  const services = [
    new BackendModule(
      'auth',
      {
        context,
        database,
        image: images.backend,
        scale: workloads.auth,
        callers: callers('auth'),
        settings: authSettings(config, secretSource),
      },
      afterRollout,
    ),
    new BackendModule(
      'tasks',
      { context, database, image: images.backend, scale: workloads.tasks, callers: callers('tasks') },
      afterRollout,
    ),
    new Web('web', { context, image: images.web, scale: workloads.web, callers: callers('web') }, afterRollout),
    ...apps.map((app) => new AdditionalApp(app.name, { context, app, apps, callers: callers(app.name) }, afterRollout)),
  ];
  if (config.platform === 'aws') {
    new KeyRotation(
      'rotate-keys',
      {
        context,
        image: images.backend,
        settings: config.signingKeys,
        secretName: `${config.prefix}/jwt-keys`,
        region: config.account.region,
      },
      afterRollout,
    );
  }
  return appIngress({ dependsOn: services });
}
