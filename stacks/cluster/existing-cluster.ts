import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { controllerTimes } from '../config/load-balancer-times.ts';
import type { KubernetesStack } from '../config/schema.ts';
import { versions } from '../versions.ts';
import { podsIn } from './network-policies.ts';
import { mutableContents, type NetworkPolicyPeer, type TargetCluster } from './target-cluster.ts';

export interface ExistingClusterArgs {
  /** `cluster.context` chooses the kubeconfig's context; without one, its current context is used. */
  readonly cluster: KubernetesStack['cluster'];
  readonly ingress: KubernetesStack['ingress'];
}

/** Any cluster that a kubeconfig reaches, such as kind, k3d or RKE2. The stack does not own it, and only adds what it lacks. */
export class ExistingCluster extends pulumi.ComponentResource {
  readonly target: TargetCluster;

  constructor(name: string, { cluster, ingress }: ExistingClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:ExistingCluster', name, {}, opts);
    const provider = new kubernetes.Provider(
      name,
      { ...mutableContents, ...(cluster.context === undefined ? {} : { context: cluster.context }) },
      { parent: this },
    );
    this.target = {
      provider,
      deletedWith: undefined,
      prerequisites: cluster.metricsServer ? [this.metricsServer(provider)] : [],
      storageClass: cluster.storageClass,
      dnsPeers: [dnsPods],
      ingressPeers: [podsIn(ingress.controllerNamespace)],
      trustedProxies: ingress.trustedProxies,
      monitoringNamespace: cluster.monitoringNamespace,
      loadBalancerTimes: controllerTimes,
      readinessGateLabels: undefined,
    };
    this.registerOutputs({});
  }

  /** HPAs need metrics-server. kind has none; k3d and RKE2 have one. */
  private metricsServer(provider: kubernetes.Provider): kubernetes.helm.v3.Release {
    return new kubernetes.helm.v3.Release(
      'metrics-server',
      {
        chart: 'metrics-server',
        version: versions.metricsServerChart,
        repositoryOpts: { repo: 'https://kubernetes-sigs.github.io/metrics-server/' },
        namespace: 'kube-system',
        name: 'metrics-server',
        // Kubelets of kind and k3d serve self-signed certificates.
        values: { args: ['--kubelet-insecure-tls'] },
      },
      { parent: this, provider },
    );
  }
}

const dnsPods: NetworkPolicyPeer = {
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
  podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
};
