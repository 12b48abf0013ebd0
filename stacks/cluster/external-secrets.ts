import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { PodRole } from '../aws/pod-role.ts';
import { versions } from '../versions.ts';
import type { AppNamespaces } from './app-namespaces.ts';
import type { AutoModeCluster } from './auto-mode-cluster.ts';
import { awsServices, createNetworkPolicy } from './network-policies.ts';
import { RestrictedNamespace } from './restricted-namespace.ts';
import { deletedWithCluster } from './target-cluster.ts';

/** A store from which the External Secrets Operator creates Kubernetes Secrets. */
export interface ExternalSecretSource {
  readonly kind: 'external';
  readonly store: kubernetes.apiextensions.CustomResource;
  /** Starts the name of every secret of the stack. */
  readonly path: string;
  /** Ends the name of every Secret. It changes with the database passwords, and when another database takes over. */
  readonly revision: string;
}

export interface ExternalSecretsArgs {
  readonly cluster: AutoModeCluster;
  /** External Secrets may read secrets whose names start with it. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
  /** ARNs of other secrets that External Secrets may read: the database's master secret, whose name RDS chooses. */
  readonly additionalSecretArns: readonly pulumi.Input<string>[];
  /** ARN of the KMS key that encrypts the secrets. */
  readonly keyArn: pulumi.Input<string>;
  readonly revision: string;
  /** The only namespaces that may use the store. */
  readonly namespaces: AppNamespaces;
}

const namespace = 'external-secrets';

/** The External Secrets Operator and its one store. It creates the app's Secrets from Secrets Manager. */
export class ExternalSecrets extends pulumi.ComponentResource {
  readonly source: ExternalSecretSource;
  /** The namespace of External Secrets itself. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: ExternalSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, region, prefix: path } = args;
    super('taskyard:cluster:ExternalSecrets', name, {}, opts);
    const child = deletedWithCluster(this, cluster.target);
    const ownNamespace = new RestrictedNamespace(
      namespace,
      { cluster: cluster.target, quota: { pods: 10, cpu: '10', memory: '4Gi' } },
      { parent: this },
    ).namespace;
    const role = new PodRole(
      name,
      {
        cluster,
        accountId: args.accountId,
        prefix: path,
        namespace,
        serviceAccount: namespace,
        statements: [
          {
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: [
              `arn:aws:secretsmanager:${region}:${args.accountId}:secret:${path}/*`,
              ...args.additionalSecretArns,
            ],
          },
          { Effect: 'Allow', Action: 'kms:Decrypt', Resource: args.keyArn },
        ],
      },
      { parent: this },
    );
    const networkPolicy = createNetworkPolicy(
      namespace,
      {
        cluster: cluster.target,
        namespace: ownNamespace,
        labels: { 'app.kubernetes.io/instance': namespace },
        // The API server calls the webhook that validates custom resources.
        ingress: [{ peers: cluster.apiServerInterfaces, ports: [10250] }],
        egress: awsServices,
      },
      this,
    );
    const limits = { requests: { cpu: '25m', memory: '96Mi' }, limits: { cpu: '500m', memory: '256Mi' } };
    const release = new kubernetes.helm.v3.Release(
      namespace,
      {
        chart: 'external-secrets',
        version: versions.externalSecretsChart,
        name: namespace,
        namespace: ownNamespace,
        repositoryOpts: { repo: 'https://charts.external-secrets.io' },
        values: {
          installCRDs: true,
          serviceAccount: { name: namespace },
          resources: limits,
          webhook: { resources: limits },
          certController: { resources: limits },
        },
      },
      { ...child, dependsOn: [role, networkPolicy] },
    );
    const store = new kubernetes.apiextensions.CustomResource(
      'store',
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ClusterSecretStore',
        metadata: { name: 'aws' },
        spec: {
          // Without credentials here, External Secrets uses its own Pod Identity.
          provider: { aws: { service: 'SecretsManager', region } },
          conditions: [{ namespaces: [args.namespaces.app, args.namespaces.data] }],
        },
      },
      { ...child, dependsOn: [release] },
    );
    this.namespace = ownNamespace;
    this.source = { kind: 'external', store, path, revision: args.revision };
    this.registerOutputs({});
  }
}
