import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { SecretSource } from '../app/consumer-secret.ts';
import { allowTraffic, awsServices } from '../app/network-policies.ts';
import type { Spaces } from '../cluster/app-namespaces.ts';
import { RestrictedNamespace } from '../cluster/namespace.ts';
import { ordinary } from '../cluster/target-cluster.ts';
import type { AutoModeCluster } from './auto-mode-cluster.ts';
import type { Network } from './network.ts';
import { PodRole } from './pod-role.ts';

export interface ExternalSecretsArgs {
  readonly cluster: AutoModeCluster;
  /** The names of secrets the operator may read start with it. */
  readonly prefix: string;
  readonly region: string;
  readonly accountId: string;
  /** Secrets outside the path it may read too: the database's master secret, which RDS names. */
  readonly furtherSecrets: readonly pulumi.Input<string>[];
  readonly keyArn: pulumi.Input<string>;
  readonly generation: number;
  readonly network: Network;
  /** The only namespaces that may ask the store. */
  readonly spaces: Spaces;
}

const namespace = 'external-secrets';

/** The External Secrets Operator and its one store: what it reads from Secrets Manager becomes Secrets of the app. */
export class ExternalSecrets extends pulumi.ComponentResource {
  readonly source: SecretSource;
  /** Where the operator runs. */
  readonly namespace: pulumi.Output<string>;

  constructor(name: string, args: ExternalSecretsArgs, opts?: pulumi.ComponentResourceOptions) {
    const { cluster, region, prefix: path } = args;
    super('taskyard:aws:ExternalSecrets', name, {}, opts);
    const child = ordinary(this, cluster.target);
    const space = new RestrictedNamespace(
      namespace,
      { cluster: cluster.target, quota: { pods: 10, cpu: '10', memory: '4Gi' } },
      { parent: this },
    ).namespace;
    const role = new PodRole(
      name,
      {
        clusterName: cluster.name,
        clusterArn: cluster.arn,
        prefix: args.prefix,
        namespace,
        serviceAccount: namespace,
        statements: [
          {
            Effect: 'Allow',
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: [`arn:aws:secretsmanager:${region}:${args.accountId}:secret:${path}/*`, ...args.furtherSecrets],
          },
          { Effect: 'Allow', Action: 'kms:Decrypt', Resource: args.keyArn },
        ],
      },
      { parent: this, dependsOn: [cluster] },
    );
    const traffic = allowTraffic(
      namespace,
      {
        cluster: cluster.target,
        namespace: space,
        labels: { 'app.kubernetes.io/instance': namespace },
        // The API server asks the webhook whether a custom resource is valid; its interfaces lie in the private subnets.
        from: [{ peers: args.network.private.cidrs.map((cidr) => ({ ipBlock: { cidr } })), ports: [10250] }],
        to: awsServices,
      },
      this,
    );
    const limits = { requests: { cpu: '25m', memory: '96Mi' }, limits: { cpu: '500m', memory: '256Mi' } };
    const release = new kubernetes.helm.v3.Release(
      namespace,
      {
        chart: 'external-secrets',
        version: '1.3.2',
        name: namespace,
        namespace: space,
        repositoryOpts: { repo: 'https://charts.external-secrets.io' },
        values: {
          installCRDs: true,
          serviceAccount: { name: namespace },
          resources: limits,
          webhook: { resources: limits },
          certController: { resources: limits },
        },
      },
      { ...child, dependsOn: [role, traffic] },
    );
    const store = new kubernetes.apiextensions.CustomResource(
      'store',
      {
        apiVersion: 'external-secrets.io/v1',
        kind: 'ClusterSecretStore',
        metadata: { name: 'aws' },
        spec: {
          // No credentials: the controller's own Pod Identity is used.
          provider: { aws: { service: 'SecretsManager', region } },
          conditions: [{ namespaces: [args.spaces.app, args.spaces.data] }],
        },
      },
      { ...child, dependsOn: [release] },
    );
    this.namespace = space;
    this.source = { kind: 'external', store, path, generation: args.generation };
    this.registerOutputs({});
  }
}
