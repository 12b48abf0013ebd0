import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { KubernetesStack } from '../config/schema.ts';
import type { Peer, TargetCluster } from './target-cluster.ts';

export interface ExistingClusterArgs {
  /** `cluster.context` chooses the kubeconfig's context; without one, its current context is used. */
  readonly cluster: KubernetesStack['cluster'];
  readonly edge: KubernetesStack['edge'];
}

/** Any cluster a kubeconfig reaches: kind, k3d, RKE2. Nothing of it belongs to the stack but what it lacks. */
export class ExistingCluster extends pulumi.ComponentResource {
  readonly target: TargetCluster;

  constructor(name: string, { cluster, edge }: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:ExistingCluster', name, {}, opts);
    const provider = new kubernetes.Provider(name, cluster.context === undefined ? {} : { context: cluster.context }, {
      parent: this,
    });
    this.target = {
      provider,
      deletedWith: undefined,
      supports: cluster.metricsServer ? [this.metricsServer(provider)] : [],
      storageClass: cluster.storageClass,
      resolver: [resolverPods],
      entrance: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': edge.controllerNamespace } } }],
      trustedProxies: edge.trustedProxies,
      monitoringNamespace: cluster.monitoringNamespace,
    };
    this.registerOutputs({});
  }

  /** kind ships none; k3d and RKE2 do. Without it HPAs have nothing to count. */
  private metricsServer(provider: kubernetes.Provider): kubernetes.helm.v3.Release {
    return new kubernetes.helm.v3.Release(
      'metrics-server',
      {
        chart: 'metrics-server',
        version: '3.13.0',
        repositoryOpts: { repo: 'https://kubernetes-sigs.github.io/metrics-server/' },
        namespace: 'kube-system',
        name: 'metrics-server',
        // Kubelets of kind and k3d serve certificates no authority signed.
        values: { args: ['--kubelet-insecure-tls'] },
      },
      { parent: this, provider },
    );
  }
}

const resolverPods: Peer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
