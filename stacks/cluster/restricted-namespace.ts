import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { type DataRetention, deletedWithCluster, type TargetCluster } from './target-cluster.ts';

export interface RestrictedNamespaceArgs {
  readonly cluster: TargetCluster;
  /** Limits over all pods of the namespace. */
  readonly quota: { readonly pods: number; readonly cpu: string; readonly memory: string };
  /** Labels in addition to those of the Pod Security Standard. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Set when the namespace has volumes with data. */
  readonly retention?: DataRetention;
}

/** A namespace with the `restricted` Pod Security Standard, a quota, default limits, and a network policy that denies all traffic. */
export class RestrictedNamespace extends pulumi.ComponentResource {
  /** The namespace's name. A resource that uses it is created after the namespace, its policies and its limits. */
  readonly namespace: pulumi.Output<string>;

  constructor(
    name: string,
    { cluster, quota, labels, retention }: RestrictedNamespaceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:cluster:RestrictedNamespace', name, {}, { ...opts, provider: cluster.provider });
    const child = deletedWithCluster(this, cluster);
    const namespace = new kubernetes.core.v1.Namespace(
      name,
      { metadata: { name, labels: { ...labels, ...podSecurity } } },
      { ...child, ...retention, dependsOn: [...cluster.prerequisites] },
    );
    const metadata = { namespace: namespace.metadata.name };
    const defaults = [
      new kubernetes.networking.v1.NetworkPolicy(
        `${name}-default-deny`,
        {
          metadata: { ...metadata, name: 'default-deny' },
          spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
        },
        child,
      ),
      new kubernetes.core.v1.ResourceQuota(
        `${name}-quota`,
        {
          metadata: { ...metadata, name: 'quota' },
          spec: { hard: { pods: String(quota.pods), 'limits.cpu': quota.cpu, 'limits.memory': quota.memory } },
        },
        child,
      ),
      new kubernetes.core.v1.LimitRange(
        `${name}-limits`,
        {
          metadata: { ...metadata, name: 'limits' },
          spec: {
            limits: [
              {
                type: 'Container',
                default: { cpu: '500m', memory: '256Mi' },
                defaultRequest: { cpu: '50m', memory: '64Mi' },
              },
            ],
          },
        },
        child,
      ),
    ];
    this.namespace = pulumi.all(defaults.map((each) => each.id)).apply(() => namespace.metadata.name);
    this.registerOutputs({ namespace: this.namespace });
  }
}

const podSecurity = {
  'pod-security.kubernetes.io/enforce': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
  'pod-security.kubernetes.io/audit': 'restricted',
};
