import type { Usage } from '../../../stacks/config/schema.ts';
import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import { podsOf, type RecordedPod } from '../../recorder/recorded-pods.ts';
import { impliedPods } from './implied-resources.ts';
import { nodeSizes } from './price-list.ts';

/** What the kubelet and the system reserve on each node. */
const reserved = { cores: 0.1, gib: 0.8 };

export interface NodeEstimate {
  readonly count: number;
  /** How many it would be if each pod of a workload had a host of its own. */
  readonly withHostForEachPod: number;
  /** The requirement that decided the number. */
  readonly because: string;
  readonly pods: number;
  readonly cores: number;
  readonly gib: number;
}

/**
 * How many nodes a stack needs at `usage.load`: enough for the requests of its pods, and as many as the pods of each workload want
 * to be spread over. Spreading is a preference, and Karpenter adds a node rather than ignore one.
 */
export function estimateNodes(graph: RecordedGraph, usage: Usage): NodeEstimate {
  const size = nodeSizes[usage.node];
  if (size === undefined)
    throw new Error(`the size of ${usage.node} is unknown: add it to nodeSizes in tools/plan/pricing/price-list.ts`);
  const running = podsOf(graph)
    .filter(({ owner }) => /:(Deployment|StatefulSet)$/.test(owner.type))
    .map((pod) => {
      const replicas = replicasOf(pod, graph, usage.load);
      return { replicas, hosts: hostsOf(pod, replicas, zonesOf(graph)), ...requests(pod) };
    });
  const all = [...running, ...impliedPods(graph)];
  const sum = (of: (pod: (typeof all)[number]) => number) =>
    all.reduce((total, pod) => total + of(pod) * pod.replicas, 0);
  const [cores, gib] = [sum((pod) => pod.cores), sum((pod) => pod.gib)];
  const needed: [string, number][] = [
    ['requested cores', Math.ceil(cores / (size[0] - reserved.cores))],
    ['requested memory', Math.ceil(gib / (size[1] - reserved.gib))],
  ];
  const spread: [string, number] = [
    'the spread of the widest workload',
    Math.max(...running.map(({ hosts }) => hosts), 1),
  ];
  const [because, count] = needed.reduce((most, next) => (next[1] > most[1] ? next : most), spread);
  const withHostForEachPod = Math.max(count, ...running.map(({ replicas }) => replicas));
  return { count, withHostForEachPod, because, pods: sum(() => 1), cores, gib };
}

/** The hosts over which a workload's own constraints spread its pods. */
function hostsOf({ spec }: RecordedPod, replicas: number, zones: number): number {
  const skew = (key: string) => spec.topologySpreadConstraints?.find(({ topologyKey }) => topologyKey === key)?.maxSkew;
  const byHost = Math.ceil(replicas / (skew('kubernetes.io/hostname') ?? Number.POSITIVE_INFINITY));
  // Zones may differ by less than two pods, so each has one before any has two.
  const byZone = skew('topology.kubernetes.io/zone') === 1 ? Math.min(replicas, zones) : 1;
  return Math.max(byHost, byZone);
}

function zonesOf(graph: RecordedGraph): number {
  return new Set(graph.all('aws:ec2/subnet:Subnet').map(({ inputs }) => inputs.availabilityZone)).size;
}

/** Between the minimum and maximum of the autoscaler, by load; without one, the replicas of the workload. */
function replicasOf({ owner }: RecordedPod, graph: RecordedGraph, load: number): number {
  const scaler = graph.all(':HorizontalPodAutoscaler').find(({ inputs }) => {
    const { scaleTargetRef } = inputs.spec as { scaleTargetRef: { name: string } };
    return scaleTargetRef.name === (owner.inputs.metadata as { name: string }).name;
  });
  if (scaler === undefined) return (owner.inputs.spec as { replicas?: number }).replicas ?? 1;
  const { minReplicas, maxReplicas } = scaler.inputs.spec as { minReplicas: number; maxReplicas: number };
  return Math.round(minReplicas + load * (maxReplicas - minReplicas));
}

function requests({ spec }: RecordedPod): { cores: number; gib: number } {
  const of = (name: 'cpu' | 'memory') => spec.containers.map(({ resources }) => resources?.requests?.[name] ?? '0');
  return {
    cores: of('cpu').reduce((sum, text) => sum + cores(text), 0),
    gib: of('memory').reduce((sum, text) => sum + gib(text), 0),
  };
}

/** Cores of a quantity such as `100m` or `2`. */
function cores(text: string): number {
  return text.endsWith('m') ? Number.parseInt(text, 10) / 1000 : Number(text);
}

/** GiB of a quantity in Mi or Gi. */
function gib(text: string): number {
  return Number.parseInt(text, 10) / (text.endsWith('Gi') ? 1 : 1024);
}
