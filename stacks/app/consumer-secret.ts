import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ordinary, type TargetCluster } from '../cluster/target-cluster.ts';
import type { SecretReference, SecretValues } from './secret-values.ts';

/**
 * Where consumers get their values. `external`: the External Secrets Operator reads the cloud's store, so no manifest
 * holds a value. `inline`: a cluster without a store gets Kubernetes Secrets, encrypted in Pulumi's state.
 */
export type SecretSource =
  | {
      readonly kind: 'external';
      readonly store: kubernetes.apiextensions.CustomResource;
      readonly path: string;
      readonly generation: number;
    }
  | { readonly kind: 'inline'; readonly values: SecretValues };

export interface ConsumerSecretArgs {
  readonly cluster: TargetCluster;
  readonly source: SecretSource;
  readonly namespace: pulumi.Input<string>;
  /** Names to be used in `template`, such as `{ password: { secret: 'database', property: 'auth' } }`. */
  readonly values: Readonly<Record<string, SecretReference>>;
  /** The keys of the Kubernetes Secret; `{{ .password }}` stands for a value. */
  readonly template: Readonly<Record<string, pulumi.Input<string>>>;
  /** How often the operator looks for new values, such as `5m`; default hourly. */
  readonly refreshInterval?: string;
}

/** The one Kubernetes Secret of one consumer: exactly what it needs, in the shape it reads. */
export class ConsumerSecret extends pulumi.ComponentResource {
  /** The Secret's name; using it makes a resource wait for the Secret. */
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: ConsumerSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:ConsumerSecret', name, {}, { ...opts, provider: args.cluster.provider });
    const options = ordinary(this, args.cluster);
    const metadata = { name, namespace: args.namespace };
    const made =
      args.source.kind === 'external'
        ? new kubernetes.apiextensions.CustomResource(name, externalSecret(metadata, args, args.source), {
            ...options,
            dependsOn: [args.source.store],
          })
        : new kubernetes.core.v1.Secret(
            name,
            { metadata, stringData: pulumi.secret(render(args, args.source.values)) },
            options,
          );
    const secretName = args.source.kind === 'external' ? targetName(name, args.source) : name;
    this.secretName = made.id.apply(() => secretName);
    this.registerOutputs({ secretName: this.secretName });
  }
}

/**
 * A new generation is a new Secret. The operator works in its own time: under one name, a Job that sets passwords could still be
 * handed the former ones. Under a new name its pod waits until the new ones are there, and old pods keep theirs.
 */
function targetName(name: string, { generation }: External): string {
  return `${name}-g${generation}`;
}

type Metadata = { name: string; namespace: pulumi.Input<string> };
type External = Extract<SecretSource, { kind: 'external' }>;

function externalSecret(
  metadata: Metadata,
  { values, template, refreshInterval = '1h' }: ConsumerSecretArgs,
  source: External,
) {
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata,
    spec: {
      refreshInterval,
      secretStoreRef: { kind: 'ClusterSecretStore', name: source.store.metadata.name },
      target: {
        name: targetName(metadata.name, source),
        creationPolicy: 'Owner',
        template: { engineVersion: 'v2', data: template },
      },
      data: Object.entries(values).map(([secretKey, { secret, property }]) => ({
        secretKey,
        remoteRef: { key: typeof secret === 'string' ? `${source.path}/${secret}` : secret.fullName, property },
      })),
    },
  };
}

function render({ values, template }: ConsumerSecretArgs, known: SecretValues) {
  const resolved = pulumi.all(
    Object.fromEntries(
      Object.entries(values).map(([key, { secret, property }]) => [key, generated(known, secret, property)]),
    ),
  );
  return pulumi
    .all([pulumi.output({ ...template }), resolved])
    .apply(([texts, value]) =>
      Object.fromEntries(
        Object.entries(texts).map(([key, text]) => [
          key,
          text.replace(/{{ \.(\w+) }}/g, (_, of: string) => value[of] ?? ''),
        ]),
      ),
    );
}

function generated(known: SecretValues, secret: SecretReference['secret'], property: string): pulumi.Output<string> {
  const held: Readonly<Record<string, pulumi.Output<string> | undefined>> =
    typeof secret === 'string' ? known[secret] : {};
  const value = held[property];
  if (!value) throw new Error(`no generated secret holds ${JSON.stringify(secret)} ${property}`);
  return value;
}
