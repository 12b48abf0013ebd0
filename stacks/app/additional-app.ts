import * as pulumi from '@pulumi/pulumi';
import { awsServices, internet, type NetworkRule, pods } from '../cluster/network-policies.ts';
import type { NetworkPolicyPeer } from '../cluster/target-cluster.ts';
import type { AppConfig } from '../config/schema.ts';
import { ConsumerSecret } from './consumer-secret.ts';
import { Workload } from './workload.ts';
import { apiPort, type WorkloadContext, webPort } from './workload-context.ts';

export interface AdditionalAppArgs {
  readonly context: WorkloadContext;
  /** The app's entry in `apps:`. */
  readonly app: AppConfig;
  readonly callers: readonly NetworkPolicyPeer[];
  /** All entries of `apps:`, because the app may call them. */
  readonly apps: readonly AppConfig[];
}

/** An app that is defined by configuration alone. */
export class AdditionalApp extends pulumi.ComponentResource {
  constructor(
    name: string,
    { context, app, apps, callers }: AdditionalAppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { cluster, secretSource, namespace, priorityClass } = context;
    super('taskyard:app:AdditionalApp', name, {}, { ...opts, provider: cluster.provider });
    const { env, probes, port, replicas, cpu, memory, memoryLimit } = app;
    new Workload(
      name,
      {
        cluster,
        namespace,
        priorityClass,
        image: context.imageReference(app.image),
        port,
        scale: { replicas, cpu, memory, memoryLimit },
        probes,
        env: { PORT: String(port), PUBLIC_ORIGIN: context.origin, ...env },
        secretEnv:
          secretSource.kind === 'external' ? this.storedSecrets(app, context, secretSource.path) : namedSecrets(app),
        files: [],
        callers,
        egress: [
          ...app.calls.map(
            (callee): NetworkRule => ({
              peers: [pods(callee)],
              ports: [apps.find((other) => other.name === callee)?.port ?? (callee === 'web' ? webPort : apiPort)],
            }),
          ),
          ...(app.internet && !app.permissions ? [{ peers: [internet], ports: [443] }] : []),
          ...(app.permissions ? awsServices : []),
        ],
        rollOn: { 'taskyard/generation': String(context.generation) },
        drainSeconds: 0,
      },
      { parent: this },
    );
    this.registerOutputs({ namespace });
  }

  /** With a store: its values are stored below the app's own path, and External Secrets copies exactly them. */
  private storedSecrets(
    { name, secrets }: AppConfig,
    { cluster, secretSource, namespace }: WorkloadContext,
    path: string,
  ) {
    if (secrets.length === 0) return [];
    const created = new ConsumerSecret(
      name,
      {
        cluster,
        source: secretSource,
        namespace,
        values: Object.fromEntries(
          secrets.map(({ env, secret, property }) => [
            env,
            { secret: { fullName: `${path}/apps/${name}/${secret}` }, property },
          ]),
        ),
        template: Object.fromEntries(secrets.map(({ env }) => [env, `{{ .${env} }}`])),
      },
      { parent: this },
    );
    return secrets.map(({ env }) => ({ env, secretName: created.secretName, key: env }));
  }
}

/** Without a store: `secret` is the name of a Kubernetes Secret that the operator created. */
function namedSecrets({ secrets }: AppConfig) {
  return secrets.map(({ env, secret, property }) => ({ env, secretName: secret, key: property }));
}
