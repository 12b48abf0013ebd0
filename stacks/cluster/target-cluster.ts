import type * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import type { LoadBalancerTimes } from '../config/load-balancer-times.ts';

export type NetworkPolicyPeer = kubernetes.types.input.networking.v1.NetworkPolicyPeer;

/** A cluster as the app uses it: on EKS or anywhere else. */
export interface TargetCluster {
  readonly provider: kubernetes.Provider;
  /** The resource whose deletion also deletes the objects in the cluster; undefined for a cluster that the stack does not own. */
  readonly deletedWith: pulumi.Resource | undefined;
  /**
   * What pods, volumes and load balancers need: node pool, storage and ingress classes, access entries. It is created before
   * them and destroyed after them.
   */
  readonly prerequisites: readonly pulumi.Resource[];
  /** Undefined: the cluster's default class. */
  readonly storageClass: string | undefined;
  /** The DNS resolver, on port 53. */
  readonly dnsPeers: readonly NetworkPolicyPeer[];
  /** Where requests from outside come from: the load balancer's subnets, or the ingress controller's pods. */
  readonly ingressPeers: readonly NetworkPolicyPeer[];
  /** Addresses whose X-Forwarded-For header is trusted. */
  readonly trustedProxies: readonly string[];
  readonly monitoringNamespace: string;
  /** What the load balancer in front of the app and its pods agree on. */
  readonly loadBalancerTimes: LoadBalancerTimes;
  /**
   * Labels of a namespace by which the cluster gives its pods a readiness gate: they are ready only when the load balancer's health
   * check has passed. Undefined where a Service's endpoints are all that counts.
   */
  readonly readinessGateLabels: Readonly<Record<string, string>> | undefined;
}

/**
 * Settings of every provider. Without them, the provider replaces a Secret or ConfigMap whose data changes: it deletes the
 * object and everything that uses its name, which is each Deployment and the database.
 */
export const mutableContents = { enableSecretMutable: true, enableConfigMapMutable: true } as const;

/** Where an AppIngress routes from: an ingress class, or a Gateway that exists. */
export type IngressTarget =
  | {
      readonly kind: 'ingress';
      readonly className: pulumi.Input<string>;
      readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
      /** The Secret with the certificate; undefined where the load balancer has its own. */
      readonly tlsSecret: pulumi.Input<string> | undefined;
    }
  | { readonly kind: 'gateway'; readonly name: string; readonly namespace: string };

/** How a volume, and the namespace whose deletion would delete it, resist their deletion. */
export interface DataRetention {
  /** `pulumi destroy` refuses as a whole in its preview. */
  readonly protect: boolean;
  /** If Pulumi deletes them nevertheless, they leave its state and stay in the cluster. */
  readonly retainOnDelete: boolean;
}

/** Options of objects that may be deleted together with the cluster. Never for an Ingress, an HTTPRoute or a volume claim. */
export function deletedWithCluster(parent: pulumi.Resource, cluster: TargetCluster): pulumi.CustomResourceOptions {
  return cluster.deletedWith ? { parent, deletedWith: cluster.deletedWith } : { parent };
}
