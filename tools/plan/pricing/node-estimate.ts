import type { Usage } from '../../../stacks/config/schema.ts';
import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import { podsOf, type RecordedPod } from '../../recorder/recorded-pods.ts';
import { impliedPods } from './implied-resources.ts';
import { nodeSizes } from './price-list.ts';

/** What the kubelet and the system reserve on each node. */
const reserved = { cores: 0.1, gib: 0.8 };

export interface NodeEstimate {
  readonly count: number;
  /** The requirement that decided the number. */
  readonly because: string;
  readonly pods: number;
  readonly cores: number;
  readonly gib: number;
}

/**
 * How many nodes a stack needs at `usage.load`: enough for the requests of its pods, and at least as many as the workload
 * with the most replicas has pods. Pods prefer separate hosts, and Karpenter adds a node rather than ignore a preference.
 */
export function estimateNodes(graph: RecordedGraph, usage: Usage): NodeEstimate {
  const size = nodeSizes[usage.node];
  if (size === undefined)
    throw new Error(`the size of ${usage.node} is unknown: add it to nodeSizes in tools/plan/pricing/price-list.ts`);
  const running = podsOf(graph)
    .filter(({ owner }) => /:(Deployment|StatefulSet)$/.test(owner.type))
    .map((pod) => ({ replicas: replicasOf(pod, graph, usage.load), ...requests(pod) }));
  const all = [...running, ...impliedPods(graph)];
  const sum = (of: (pod: (typeof all)[number]) => number) =>
    all.reduce((total, pod) => total + of(pod) * pod.replicas, 0);
  const [cores, gib] = [sum((pod) => pod.cores), sum((pod) => pod.gib)];
  const candidates: [string, number][] = [
    ['a host for each copy of the widest workload', Math.max(...running.map((pod) => pod.replicas), 1)],
    ['requested cores', Math.ceil(cores / (size[0] - reserved.cores))],
    ['requested memory', Math.ceil(gib / (size[1] - reserved.gib))],
  ];
  const [because, count] = candidates.reduce((most, next) => (next[1] > most[1] ? next : most));
  return { count, because, pods: sum(() => 1), cores, gib };
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
