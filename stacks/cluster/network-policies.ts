import * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { deletedWithCluster, type NetworkPolicyPeer, type TargetCluster } from './target-cluster.ts';

/** A rule of a network policy: with which peers, on which TCP ports. */
export interface NetworkRule {
  readonly peers: readonly NetworkPolicyPeer[];
  readonly ports: readonly number[];
}

/** Every address except the instance metadata service, which serves the node's credentials. */
export const internet: NetworkPolicyPeer = { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } };

/** Egress of pods with an AWS role: AWS's APIs, and the Pod Identity agent on the node, which serves the role's credentials. */
export const awsServices: readonly NetworkRule[] = [
  { peers: [internet], ports: [443] },
  { peers: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: [80] },
];

export interface NetworkPolicyArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  /** Selects the pods. */
  readonly labels: Readonly<Record<string, string>>;
  readonly ingress: readonly NetworkRule[];
  readonly egress: readonly NetworkRule[];
}

/** Creates the network policy of a set of pods, on top of the namespace's default deny. Every pod may also reach the DNS resolver. */
export function createNetworkPolicy(
  name: string,
  { cluster, namespace, labels, ingress, egress }: NetworkPolicyArgs,
  parent: pulumi.Resource,
): kubernetes.networking.v1.NetworkPolicy {
  const dns = {
    to: [...cluster.dnsPeers],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  return new kubernetes.networking.v1.NetworkPolicy(
    name,
    {
      metadata: { name, namespace },
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: ingress.map(({ peers, ports }) => ({ from: [...peers], ports: tcp(ports) })),
        egress: [dns, ...egress.map(({ peers, ports }) => ({ to: [...peers], ports: tcp(ports) }))],
      },
    },
    deletedWithCluster(parent, cluster),
  );
}

/** Pods of the same namespace, by their application label. */
export function pods(name: string): NetworkPolicyPeer {
  return { podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } };
}

/** Pods of another namespace, by their application label. Without a name, all pods of that namespace. */
export function podsIn(namespace: string, name?: string): NetworkPolicyPeer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(name === undefined ? {} : pods(name)),
  };
}

function tcp(ports: readonly number[]) {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}
