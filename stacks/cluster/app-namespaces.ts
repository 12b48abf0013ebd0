import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { RestrictedNamespace } from './restricted-namespace.ts';
import { type DataRetention, deletedWithCluster, type TargetCluster } from './target-cluster.ts';

export interface AppNamespacesArgs {
  readonly cluster: TargetCluster;
  /** Resource quota of the app's namespace. */
  readonly quota: { readonly pods: number; readonly cpu: string; readonly memory: string };
  /** Set when the namespace `data` has the database's volumes. */
  readonly retention?: DataRetention;
}

/** The app's namespaces: `app` for its services, and `data` for pods that may read the database administrator's password. */
export class AppNamespaces extends pulumi.ComponentResource {
  readonly app: pulumi.Output<string>;
  readonly data: pulumi.Output<string>;
  readonly priorityClass: pulumi.Output<string>;

  constructor(name: string, { cluster, quota, retention }: AppNamespacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:AppNamespaces', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this };
    // Pods of `data` get no requests from outside, so they have no gate to wait for.
    const labels = cluster.readinessGateLabels;
    this.app = new RestrictedNamespace('taskyard', { cluster, quota, labels }, child).namespace;
    this.data = new RestrictedNamespace(
      'taskyard-data',
      { cluster, quota: { pods: 10, cpu: '10', memory: '8Gi' }, ...(retention && { retention }) },
      child,
    ).namespace;
    this.priorityClass = new kubernetes.scheduling.v1.PriorityClass(
      'taskyard',
      {
        metadata: { name: 'taskyard' },
        value: 100_000,
        globalDefault: false,
        description: 'The app: above batch work, below what the cluster needs to run.',
      },
      deletedWithCluster(this, cluster),
    ).metadata.name;
    this.registerOutputs({ app: this.app, data: this.data });
  }
}
