import * as pulumi from '@pulumi/pulumi';
import type { Peer } from '../cluster/target-cluster.ts';
import type { AppConfig } from '../config/schema.ts';
import { ConsumerSecret } from './consumer-secret.ts';
import { awsServices, type Conversation, internet, pods } from './network-policies.ts';
import { Workload } from './workload.ts';
import { apiPort, type Surroundings, webPort } from './workload-context.ts';

export interface FurtherAppArgs {
  readonly surroundings: Surroundings;
  /** The entry of `apps:`. */
  readonly app: AppConfig;
  readonly callers: readonly Peer[];
  /** All entries: what it calls may be one of them. */
  readonly apps: readonly AppConfig[];
}

/** An application that is nothing but an entry of the configuration. */
export class FurtherApp extends pulumi.ComponentResource {
  constructor(
    name: string,
    { surroundings, app, apps, callers }: FurtherAppArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    const { cluster, source, namespace } = surroundings;
    super('taskyard:app:FurtherApp', name, {}, { ...opts, provider: cluster.provider });
    const { env, probes, port, replicas, cpu, memory, memoryLimit } = app;
    new Workload(
      name,
      {
        ...surroundings,
        image: surroundings.image(app.image),
        port,
        scale: { replicas, cpu, memory, memoryLimit },
        probes,
        env: { PORT: String(port), PUBLIC_ORIGIN: surroundings.origin, ...env },
        secretEnv: source.kind === 'external' ? this.fromStore(app, surroundings, source.path) : fromOperator(app),
        files: [],
        from: callers,
        to: [
          ...app.calls.map(
            (callee): Conversation => ({
              peers: [pods(callee)],
              ports: [apps.find((other) => other.name === callee)?.port ?? (callee === 'web' ? webPort : apiPort)],
            }),
          ),
          ...(app.internet && !app.permissions ? [{ peers: [internet], ports: [443] }] : []),
          ...(app.permissions ? awsServices : []),
        ],
        rollOn: { 'taskyard/generation': String(surroundings.generation) },
        drainSeconds: 0,
      },
      { parent: this },
    );
    this.registerOutputs({ namespace });
  }

  /** With a store: the values lie under the app's own path, and the operator brings exactly them. */
  private fromStore({ name, secrets }: AppConfig, { cluster, source, namespace }: Surroundings, path: string) {
    if (secrets.length === 0) return [];
    const made = new ConsumerSecret(
      name,
      {
        cluster,
        source,
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
    return secrets.map(({ env }) => ({ env, secretName: made.secretName, key: env }));
  }
}

/** Without a store: `secret` names a Kubernetes Secret the operator made. */
function fromOperator({ secrets }: AppConfig) {
  return secrets.map(({ env, secret, property }) => ({ env, secretName: secret, key: property }));
}
