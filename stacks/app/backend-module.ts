import * as pulumi from '@pulumi/pulumi';
import { backendProbes } from '@taskyard/contracts/probes';
import type { MountedFiles } from '../cluster/restricted-pod.ts';
import type { NetworkPolicyPeer } from '../cluster/target-cluster.ts';
import type { WorkloadScale } from '../config/schema.ts';
import type { ModuleSettings } from './auth-settings.ts';
import { ConsumerSecret } from './consumer-secret.ts';
import { type Database, databasePort } from './database.ts';
import { databaseAuthorities, databaseTls, databaseUrl } from './database-client.ts';
import { fingerprint } from './fingerprint.ts';
import type { SecretReference } from './generated-secrets.ts';
import { Workload } from './workload.ts';
import { apiPort, metricsPort, type WorkloadContext } from './workload-context.ts';

export interface BackendModuleArgs {
  readonly context: WorkloadContext;
  readonly database: Database;
  readonly image: string;
  readonly scale: WorkloadScale;
  readonly callers: readonly NetworkPolicyPeer[];
  /** Settings of this module alone. */
  readonly settings?: ModuleSettings;
}

/** SHUTDOWN_DRAIN_SECONDS: after SIGTERM, the backend's readiness probe fails and it still serves for this time. */
const drainSeconds = 5;

/**
 * How often External Secrets checks for new signing keys. With the kubelet's one or two minutes, every pod has them within
 * ten minutes. A key is published two hours before it signs.
 */
const keysRefreshInterval = '5m';

const noSettings: ModuleSettings = { env: {}, secrets: {}, secretEnv: [], egress: [] };

/** One module of the backend's image, `auth` or `tasks`, as its own service. */
export class BackendModule extends pulumi.ComponentResource {
  constructor(name: 'auth' | 'tasks', args: BackendModuleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { context, database, settings = noSettings } = args;
    const { cluster, secretSource, namespace, priorityClass } = context;
    super('taskyard:app:BackendModule', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this };
    // Only auth signs. With control of a tasks pod, an attacker can verify tokens, but not create any.
    const keys = name === 'auth' ? (['private', 'public'] as const) : (['public'] as const);
    const ownSecrets = Object.keys(settings.secrets);
    const secret = new ConsumerSecret(
      name,
      {
        cluster,
        source: secretSource,
        namespace,
        values: {
          password: { secret: 'database', property: name },
          ...Object.fromEntries(
            keys.map((key): [string, SecretReference] => [key, { secret: 'jwt-keys', property: key }]),
          ),
          ...settings.secrets,
        },
        template: {
          DATABASE_URL: databaseUrl(name, database),
          ...Object.fromEntries(keys.map((key) => [`${key}.json`, `{{ .${key} }}`])),
          ...Object.fromEntries(ownSecrets.map((env) => [env, `{{ .${env} }}`])),
        },
        refreshInterval: keysRefreshInterval,
      },
      child,
    );
    const keyFiles: MountedFiles = {
      name: 'jwt-keys',
      directory: '/etc/taskyard/keys',
      from: { secret: secret.secretName },
      keys: keys.map((key) => `${key}.json`),
    };
    const authorities = databaseAuthorities(
      `database-authorities-${name}`,
      { cluster, namespace, authorities: database.authorities },
      this,
    );
    new Workload(
      name,
      {
        cluster,
        namespace,
        priorityClass,
        image: context.imageReference(args.image),
        port: apiPort,
        metricsPort,
        scale: args.scale,
        probes: backendProbes,
        env: {
          MODULES: name,
          PORT: String(apiPort),
          METRICS_PORT: String(metricsPort),
          PUBLIC_ORIGIN: context.origin,
          TRUST_PROXY: cluster.trustedProxies.join(','),
          SHUTDOWN_DRAIN_SECONDS: String(drainSeconds),
          ...databaseTls,
          ...Object.fromEntries(
            keys.map((key) => [`JWT_${key.toUpperCase()}_KEYS_FILE`, `${keyFiles.directory}/${key}.json`]),
          ),
          ...settings.env,
        },
        secretEnv: [
          ...['DATABASE_URL', ...ownSecrets].map((env) => ({ env, secretName: secret.secretName, key: env })),
          ...settings.secretEnv,
        ],
        files: [keyFiles, authorities],
        callers: args.callers,
        egress: [{ peers: database.peers, ports: [databasePort] }, ...settings.egress],
        // Signing keys need no annotation: the process reads their files again.
        rollOn: {
          'taskyard/generation': String(context.generation),
          'taskyard/database-authorities': fingerprint(database.authorities),
        },
        drainSeconds,
      },
      child,
    );
    this.registerOutputs({});
  }
}
