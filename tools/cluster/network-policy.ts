import { BlockList, isIPv4 } from 'node:net';

/** A label selector. This file models the parts of `networking.k8s.io/v1` that decide which connections are allowed. */
interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

interface PolicyPort {
  readonly port?: number | string;
  readonly endPort?: number;
  readonly protocol?: string;
}

interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly PolicyPort[];
}

export interface NetworkPolicy {
  readonly metadata: { readonly namespace?: string };
  readonly spec: {
    readonly podSelector?: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}

/** A pod, or an address outside the cluster. `ports` maps the names of a pod's ports to numbers. */
export type Endpoint =
  | {
      readonly namespace: string;
      readonly namespaceLabels: Readonly<Record<string, string>>;
      readonly labels: Readonly<Record<string, string>>;
      readonly ports?: Readonly<Record<string, number>>;
    }
  | { readonly address: string };

export interface Port {
  readonly number: number;
  readonly protocol: 'TCP' | 'UDP';
}

/** Whether the policies allow a connection from `from` to `port` of `to`. Replies are always allowed. */
export function mayReach(policies: readonly NetworkPolicy[], from: Endpoint, to: Endpoint, port: Port): boolean {
  return allowed(policies, 'Egress', from, to, to, port) && allowed(policies, 'Ingress', to, from, to, port);
}

function allowed(
  policies: readonly NetworkPolicy[],
  direction: 'Ingress' | 'Egress',
  subject: Endpoint,
  other: Endpoint,
  target: Endpoint,
  port: Port,
): boolean {
  const isolating = policies.filter((policy) => selects(policy, subject) && directions(policy).includes(direction));
  if (isolating.length === 0) return true;
  return isolating.some(({ metadata, spec }) => {
    const rules = direction === 'Ingress' ? spec.ingress : spec.egress;
    return (rules ?? []).some((rule) => {
      const peers = direction === 'Ingress' ? rule.from : rule.to;
      const peerMatches = !peers?.length || peers.some((peer) => matchesPeer(peer, metadata.namespace, other));
      const portMatches = !rule.ports?.length || rule.ports.some((candidate) => matchesPort(candidate, target, port));
      return peerMatches && portMatches;
    });
  });
}

function selects({ metadata, spec }: NetworkPolicy, subject: Endpoint): boolean {
  return (
    'labels' in subject &&
    metadata.namespace === subject.namespace &&
    matchesLabels(spec.podSelector ?? {}, subject.labels)
  );
}

/** Default of the API server: always Ingress, and Egress if there are egress rules. */
function directions({ spec }: NetworkPolicy): readonly string[] {
  return spec.policyTypes ?? ['Ingress', ...(spec.egress === undefined ? [] : ['Egress'])];
}

function matchesPeer(peer: Peer, policyNamespace: string | undefined, other: Endpoint): boolean {
  if (peer.ipBlock !== undefined) {
    if (!('address' in other)) return false;
    const { cidr, except = [] } = peer.ipBlock;
    return inRange(other.address, cidr) && !except.some((range) => inRange(other.address, range));
  }
  if ('address' in other) return false;
  const namespaceMatches =
    peer.namespaceSelector === undefined
      ? other.namespace === policyNamespace
      : matchesLabels(peer.namespaceSelector, other.namespaceLabels);
  return namespaceMatches && matchesLabels(peer.podSelector ?? {}, other.labels);
}

function matchesPort({ port, endPort, protocol = 'TCP' }: PolicyPort, target: Endpoint, wanted: Port): boolean {
  if (protocol !== wanted.protocol) return false;
  if (port === undefined) return true;
  const first = typeof port === 'number' ? port : 'labels' in target ? target.ports?.[port] : undefined;
  return first !== undefined && wanted.number >= first && wanted.number <= (endPort ?? first);
}

function matchesLabels(
  { matchLabels = {}, matchExpressions = [] }: Selector,
  labels: Readonly<Record<string, string>>,
): boolean {
  return (
    Object.entries(matchLabels).every(([key, value]) => labels[key] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => {
      const value = labels[key];
      switch (operator) {
        case 'In':
          return value !== undefined && values.includes(value);
        case 'NotIn':
          return value === undefined || !values.includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          throw new Error(`a label selector has the unknown operator ${operator}`);
      }
    })
  );
}

function inRange(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  if (!isIPv4(address) || !isIPv4(base)) return false;
  const range = new BlockList();
  range.addSubnet(base, Number(bits));
  return range.check(address);
}
