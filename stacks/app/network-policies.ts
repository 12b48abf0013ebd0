import * as kubernetes from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';
import { ordinary, type Peer, type TargetCluster } from '../cluster/target-cluster.ts';

/** One direction of one conversation: with whom, on which TCP ports. */
export interface Conversation {
  readonly peers: readonly Peer[];
  readonly ports: readonly number[];
}

/** Everything outside, but for the address where a node hands out its own credentials. */
export const internet: Peer = { ipBlock: { cidr: '0.0.0.0/0', except: ['169.254.169.254/32'] } };

/** What pods with a role in AWS talk to: its services, and the agent on every node that hands out the role's credentials. */
export const awsServices: readonly Conversation[] = [
  { peers: [internet], ports: [443] },
  { peers: [{ ipBlock: { cidr: '169.254.170.23/32' } }], ports: [80] },
];

export interface TrafficArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly labels: Readonly<Record<string, string>>;
  readonly from: readonly Conversation[];
  readonly to: readonly Conversation[];
}

/** The allow-list of one set of pods, over the namespace's default deny. Everyone may ask the resolver; nothing else is free. */
export function allowTraffic(
  name: string,
  { cluster, namespace, labels, from, to }: TrafficArgs,
  parent: pulumi.Resource,
): kubernetes.networking.v1.NetworkPolicy {
  const resolver = {
    to: [...cluster.resolver],
    ports: [
      { port: 53, protocol: 'UDP' },
      { port: 53, protocol: 'TCP' },
    ],
  };
  return new kubernetes.networking.v1.NetworkPolicy(
    `${name}-traffic`,
    {
      metadata: { name, namespace },
      spec: {
        podSelector: { matchLabels: labels },
        policyTypes: ['Ingress', 'Egress'],
        ingress: from.map(({ peers, ports }) => ({ from: [...peers], ports: tcp(ports) })),
        egress: [resolver, ...to.map(({ peers, ports }) => ({ to: [...peers], ports: tcp(ports) }))],
      },
    },
    ordinary(parent, cluster),
  );
}

/** Pods of the same namespace by their application label. */
export function pods(name: string): Peer {
  return { podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } };
}

/** Pods of another namespace by their application label; any pod of it without one. */
export function podsIn(namespace: string, name?: string): Peer {
  return {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    ...(name === undefined ? {} : pods(name)),
  };
}

function tcp(ports: readonly number[]) {
  return ports.map((port) => ({ port, protocol: 'TCP' }));
}
