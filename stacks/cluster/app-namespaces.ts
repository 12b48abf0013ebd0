import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { RestrictedNamespace } from './namespace.ts';
import { ordinary, type TargetCluster } from './target-cluster.ts';

export interface SpacesArgs {
  readonly cluster: TargetCluster;
  /** Ceiling of the app's namespace. */
  readonly quota: { readonly pods: number; readonly cpu: string; readonly memory: string };
}

/** Where things run: the app, and apart from it whatever may know the database's administrator. */
export class Spaces extends pulumi.ComponentResource {
  readonly app: pulumi.Output<string>;
  readonly data: pulumi.Output<string>;
  readonly priorityClass: pulumi.Output<string>;

  constructor(name: string, { cluster, quota }: SpacesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:Spaces', name, {}, { ...opts, provider: cluster.provider });
    const child = { parent: this };
    this.app = new RestrictedNamespace('taskyard', { cluster, quota }, child).namespace;
    this.data = new RestrictedNamespace(
      'taskyard-data',
      { cluster, quota: { pods: 10, cpu: '10', memory: '8Gi' } },
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
      ordinary(this, cluster),
    ).metadata.name;
    this.registerOutputs({ app: this.app, data: this.data });
  }
}
