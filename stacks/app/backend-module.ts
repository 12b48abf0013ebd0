import * as pulumi from '@pulumi/pulumi';
import { backendProbes } from '@taskyard/contracts/probes';
import type { Peer } from '../cluster/target-cluster.ts';
import type { WorkloadScale } from '../config/schema.ts';
import type { ModuleSettings } from './auth-settings.ts';
import { ConsumerSecret } from './consumer-secret.ts';
import { type Database, databasePort } from './database.ts';
import { databaseAuthorities, databaseTls, databaseUrl } from './database-rollout.ts';
import type { MountedFiles } from './restricted-pod.ts';
import type { SecretReference } from './secret-values.ts';
import { Workload } from './workload.ts';
import { apiPort, metricsPort, type Surroundings } from './workload-context.ts';

export interface BackendModuleArgs {
  readonly surroundings: Surroundings;
  readonly database: Database;
  readonly image: string;
  readonly scale: WorkloadScale;
  readonly callers: readonly Peer[];
  /** What this module alone needs. */
  readonly own?: ModuleSettings;
}

/** The backend's own drain: it answers 503 to the readiness probe and goes on serving for so long. */
const drainSeconds = 5;

/**
 * How often new signing keys are looked for. With the kubelet's minute or two it makes ten minutes at most until every pod
 * has them; a key is published two hours before it signs.
 */
const keysRefreshInterval = '5m';

const nothing: ModuleSettings = { env: {}, secrets: {}, secretEnv: [], to: [] };

/** One module of the backend's image, `auth` or `tasks`, as a service of its own. */
export class BackendModule extends pulumi.ComponentResource {
  constructor(name: 'auth' | 'tasks', args: BackendModuleArgs, opts?: pulumi.ComponentResourceOptions) {
    const { surroundings, database, own = nothing } = args;
    const { cluster, source, namespace } = surroundings;
    super('taskyard:app:BackendModule', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this };
    // Signing is auth's alone. Whoever takes over a tasks pod can check tokens, and cannot make one.
    const keys = name === 'auth' ? (['private', 'public'] as const) : (['public'] as const);
    const ownSecrets = Object.keys(own.secrets);
    const secret = new ConsumerSecret(
      name,
      {
        cluster,
        source,
        namespace,
        values: {
          password: { secret: 'database', property: name },
          ...Object.fromEntries(
            keys.map((key): [string, SecretReference] => [key, { secret: 'jwt-keys', property: key }]),
          ),
          ...own.secrets,
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
    new Workload(
      name,
      {
        ...surroundings,
        image: surroundings.image(args.image),
        port: apiPort,
        metricsPort,
        scale: args.scale,
        probes: backendProbes,
        env: {
          MODULES: name,
          PORT: String(apiPort),
          METRICS_PORT: String(metricsPort),
          PUBLIC_ORIGIN: surroundings.origin,
          TRUST_PROXY: cluster.trustedProxies.join(','),
          SHUTDOWN_DRAIN_SECONDS: String(drainSeconds),
          ...databaseTls,
          ...Object.fromEntries(
            keys.map((key) => [`JWT_${key.toUpperCase()}_KEYS_FILE`, `${keyFiles.directory}/${key}.json`]),
          ),
          ...own.env,
        },
        secretEnv: [
          ...['DATABASE_URL', ...ownSecrets].map((env) => ({ env, secretName: secret.secretName, key: env })),
          ...own.secretEnv,
        ],
        files: [keyFiles, databaseAuthorities(`database-authorities-${name}`, namespace, database, surroundings, this)],
        from: args.callers,
        to: [{ peers: database.peers, ports: [databasePort] }, ...own.to],
        rollOn: { 'taskyard/generation': String(surroundings.generation) },
        drainSeconds,
      },
      child,
    );
    this.registerOutputs({});
  }
}
