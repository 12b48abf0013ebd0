import type * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

export type Peer = kubernetes.types.input.networking.v1.NetworkPolicyPeer;

/** A cluster as the application sees it, whoever runs it. */
export interface TargetCluster {
  readonly provider: kubernetes.Provider;
  /** The resource whose deletion takes every ordinary object with it; undefined for a cluster that outlives the stack. */
  readonly deletedWith: pulumi.Resource | undefined;
  /**
   * What must be there while pods, volumes and load balancers are, and so must outlive them on destroy: node pool,
   * storage and ingress classes, access entries.
   */
  readonly supports: readonly pulumi.Resource[];
  /** Undefined: the cluster's default class. */
  readonly storageClass: string | undefined;
  /** Where the cluster's resolver answers on port 53. */
  readonly resolver: readonly Peer[];
  /** Where requests from outside enter: the load balancer's subnets, or the ingress controller's pods. */
  readonly entrance: readonly Peer[];
  /** Addresses whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly monitoringNamespace: string;
}

/** Options for children that may vanish together with the cluster. Never for an Ingress, HTTPRoute or volume claim. */
export function ordinary(parent: pulumi.Resource, cluster: TargetCluster): pulumi.CustomResourceOptions {
  return cluster.deletedWith ? { parent, deletedWith: cluster.deletedWith } : { parent };
}

/** Prometheus, wherever it runs in the monitoring namespace. */
export function scrapers(cluster: TargetCluster): Peer {
  return { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': cluster.monitoringNamespace } } };
}
