import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { ExternalSecretSource } from '../cluster/external-secrets.ts';
import { deletedWithCluster, type TargetCluster } from '../cluster/target-cluster.ts';
import type { SecretReference, SecretValues } from './generated-secrets.ts';

/**
 * Where consumers get their values. `external`: the External Secrets Operator reads the cloud's store, so no manifest
 * holds a value. `inline`: a cluster without a store gets Kubernetes Secrets, which are encrypted in Pulumi's state.
 */
export type SecretSource = ExternalSecretSource | { readonly kind: 'inline'; readonly values: SecretValues };

export interface ConsumerSecretArgs {
  readonly cluster: TargetCluster;
  readonly source: SecretSource;
  readonly namespace: pulumi.Input<string>;
  /** Names for use in `template`, such as `{ password: { secret: 'database', property: 'auth' } }`. */
  readonly values: Readonly<Record<string, SecretReference>>;
  /** The keys of the Kubernetes Secret. `{{ .password }}` is replaced by the value of that name. */
  readonly template: Readonly<Record<string, pulumi.Input<string>>>;
  /** How often External Secrets reads the values again, such as `5m`. The default is one hour. */
  readonly refreshInterval?: string;
}

/** The Kubernetes Secret of one consumer. It holds only what the consumer needs, in the format that it reads. */
export class ConsumerSecret extends pulumi.ComponentResource {
  /** The Secret's name. A resource that uses it is created after the Secret. */
  readonly secretName: pulumi.Output<string>;

  constructor(name: string, args: ConsumerSecretArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:ConsumerSecret', name, {}, { ...opts, provider: args.cluster.provider });
    const options = deletedWithCluster(this, args.cluster);
    const metadata = { name, namespace: args.namespace };
    const created =
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
    this.secretName = created.id.apply(() => secretName);
    this.registerOutputs({ secretName: this.secretName });
  }
}

/**
 * A new generation of passwords, or another database, is a new Secret. External Secrets works asynchronously: under the same name,
 * a Job could still get the old values. Under a new name, its pod waits until the new ones exist, and old pods keep the old ones.
 */
function targetName(name: string, { revision }: ExternalSecretSource): string {
  return `${name}-${revision}`;
}

type Metadata = { name: string; namespace: pulumi.Input<string> };

function externalSecret(
  metadata: Metadata,
  { values, template, refreshInterval = '1h' }: ConsumerSecretArgs,
  source: ExternalSecretSource,
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
