import { setTimeout as sleep } from 'node:timers/promises';
import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import type { NetworkPolicy } from '../../cluster/network-policy.ts';
import { type NetworkPeer, otherPod, podPeers } from '../../cluster/network-rules.ts';
import { stackObjects } from '../../cluster/stack-objects.ts';
import type { Kubernetes } from '../cluster/kubernetes.ts';
import { type Connection, connectionMatrix, connectionName } from './connection-matrix.ts';
import { connect, type ProbePod, probeLabel, probePod } from './probe-pod.ts';

/** Every port of the app. All probes listen on all of them, so a rule that is too wide shows. */
const ports = [3000, 3306, 4000, 9464];
const tcp = (number: number) => ({ number, protocol: 'TCP' }) as const;

/** Pods with the labels of every pod of the stack and of outsiders, and the connections between them. */
export class ProbeNetwork {
  readonly matrix: readonly Connection[];
  private readonly kubernetes: Kubernetes;
  private readonly probes: readonly ProbePod[];
  private readonly addresses: ReadonlyMap<NetworkPeer, string>;

  private constructor(
    kubernetes: Kubernetes,
    probes: readonly ProbePod[],
    addresses: ReadonlyMap<NetworkPeer, string>,
    policies: readonly NetworkPolicy[],
  ) {
    this.kubernetes = kubernetes;
    this.probes = probes;
    this.addresses = addresses;
    this.matrix = connectionMatrix(
      policies,
      probes.map(({ peer }) => peer),
      [...addresses.keys()],
    );
  }

  /** Creates the pods and waits until they run. @param image one with Node in it */
  static async create(kubernetes: Kubernetes, image: string): Promise<ProbeNetwork> {
    const objects = (await stackObjects('local')).map(({ object }) => object);
    const outsiders = [otherPod('default', { app: 'other' }), otherPod('monitoring', {}), otherPod('traefik', {})];
    // The same labels may occur twice: one peer for each.
    const peers = new Map([...podPeers(objects), ...outsiders].map((peer) => [peer.name, peer]));
    const probes = [...peers.values()].flatMap(toProbe);
    const namespaces = [...new Set(probes.map(({ peer }) => peer.endpoint.namespace))];
    const existing = (await kubernetes.list('namespaces')).map(({ metadata }) => metadata.name);
    await kubernetes.apply(namespaces.filter((name) => !existing.includes(name)).map(probeNamespace));
    await kubernetes.apply(probes.map((probe) => probePod(probe, labelsOf(probe.peer), image, ports)));
    await kubernetes.run(
      'wait',
      'pods',
      '--all-namespaces',
      `--selector=${probeLabel}`,
      '--for=jsonpath={.status.phase}=Running',
      '--timeout=180s',
    );
    const addresses = new Map<NetworkPeer, string>();
    const pods = await kubernetes.list('pods', undefined, probeLabel);
    for (const { peer, name } of probes) {
      const pod = pods.find((one) => one.metadata.name === name && one.metadata.namespace === peer.endpoint.namespace);
      addresses.set(peer, String(valueAt(pod, 'status', 'podIP')));
    }
    for (const [peer, address] of await outside(kubernetes)) addresses.set(peer, address);
    const policies = (await kubernetes.list('networkpolicies')) as unknown as NetworkPolicy[];
    return new ProbeNetwork(kubernetes, probes, addresses, policies);
  }

  /** Tries every connection of the matrix, those of one pod at the same time. @returns the names of the accepted ones */
  async accepted(matrix: readonly Connection[] = this.matrix): Promise<Set<string>> {
    const accepted = new Set<string>();
    for (const { peer, name } of this.probes) {
      const own = matrix.filter(({ from }) => from === peer);
      if (own.length === 0) continue;
      const targetOf = ({ to, port }: Connection) => `${this.addresses.get(to)}:${port.number}`;
      const output = await this.kubernetes.run(
        ...['exec', name, `--namespace=${peer.endpoint.namespace}`, '--', 'node', '-e', connect],
        ...own.map(targetOf),
      );
      const open = new Set(JSON.parse(output.trim().split('\n').at(-1) ?? '[]') as string[]);
      for (const connection of own) if (open.has(targetOf(connection))) accepted.add(connectionName(connection));
    }
    return accepted;
  }

  /** Whether the network refuses what the policies refuse. It may need some seconds to learn the addresses of new pods. */
  async enforces(): Promise<boolean> {
    const refused = this.matrix.filter(
      ({ allowed, from, to }) => !allowed && from.name === 'default pods' && to.name === 'taskyard/tasks',
    );
    for (const end = Date.now() + 20_000; Date.now() < end; await sleep(1_000)) {
      if ((await this.accepted(refused)).size === 0) return true;
    }
    return false;
  }

  async remove(): Promise<void> {
    await this.kubernetes.run('delete', 'pods', '--all-namespaces', `--selector=${probeLabel}`, '--grace-period=1');
    await this.kubernetes.run('delete', 'namespaces', `--selector=${probeLabel}`);
    await sleep(1_000);
  }
}

/** Targets that are not pods of the test: the resolver and the API server, by its own address. */
async function outside(kubernetes: Kubernetes): Promise<[NetworkPeer, string][]> {
  const [resolver] = await kubernetes.list('pods', 'kube-system', 'k8s-app=kube-dns');
  const endpoints = await kubernetes.list('endpointslices', 'default', 'kubernetes.io/service-name=kubernetes');
  const address = String(valueAt(endpoints[0], 'endpoints', 0, 'addresses', 0));
  const port = Number(valueAt(endpoints[0], 'ports', 0, 'port'));
  const server: NetworkPeer = { name: 'API server', endpoint: { address }, listens: [tcp(port)] };
  if (resolver === undefined) return [[server, address]];
  const dns = { ...otherPod('kube-system', resolver.metadata.labels ?? {}, [tcp(53)]), name: 'resolver' };
  return [
    [dns, String(valueAt(resolver, 'status', 'podIP'))],
    [server, address],
  ];
}

function toProbe(peer: NetworkPeer): ProbePod[] {
  if (!('namespace' in peer.endpoint)) return [];
  const { endpoint } = peer;
  const name = `probe-${peer.name.replaceAll(/[^a-z0-9]+/g, '-')}`;
  return [{ name, peer: { ...peer, endpoint, listens: ports.map(tcp) } }];
}

function labelsOf({ endpoint }: NetworkPeer): Readonly<Record<string, string>> {
  return 'labels' in endpoint ? endpoint.labels : {};
}

function probeNamespace(name: string): ApiObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { [probeLabel]: 'true' } } };
}
