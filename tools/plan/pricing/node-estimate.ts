import type { Usage } from '../../../stacks/config/schema.ts';
import { podsOf, type RecordedPod } from '../../recorder/kubernetes-view.ts';
import type { RecordedGraph } from '../../recorder/recorded-graph.ts';
import { hiddenPods } from '../expansions.ts';

/** Cores and GiB of the instance types a stack may count its nodes in. */
const sizes: Readonly<Record<string, readonly [cores: number, gib: number]>> = {
  't4g.medium': [2, 4],
  't4g.large': [2, 8],
  't3.medium': [2, 4],
  'c6g.large': [2, 4],
  'c7g.large': [2, 4],
  'c6i.large': [2, 4],
  'm6g.large': [2, 8],
  'm6g.xlarge': [4, 16],
  'm7g.large': [2, 8],
  'm6i.large': [2, 8],
  'r6g.large': [2, 16],
};

/** What the kubelet and the system keep of a node for themselves. */
const reserved = { cores: 0.1, gib: 0.8 };

export interface NodeEstimate {
  readonly count: number;
  /** What decided the number. */
  readonly because: string;
  readonly pods: number;
  readonly cores: number;
  readonly gib: number;
}

/**
 * How many nodes a stack needs at `usage.load`: enough for what its pods request, and as many as the widest workload has
 * copies, because pods prefer a host of their own and Karpenter makes one rather than ignore a preference.
 */
export function estimateNodes(graph: RecordedGraph, usage: Usage): NodeEstimate {
  const size = sizes[usage.node];
  if (size === undefined) throw new Error(`the size of ${usage.node} is unknown: add it to node-estimate.ts`);
  const running = podsOf(graph)
    .filter(({ owner }) => /:(Deployment|StatefulSet)$/.test(owner.type))
    .map((pod) => ({ copies: copies(pod, graph, usage.load), ...requests(pod) }));
  const all = [...running, ...hiddenPods(graph)];
  const sum = (of: (pod: (typeof all)[number]) => number) =>
    all.reduce((total, pod) => total + of(pod) * pod.copies, 0);
  const [cores, gib] = [sum((pod) => pod.cores), sum((pod) => pod.gib)];
  const candidates: [string, number][] = [
    ['a host for each copy of the widest workload', Math.max(...running.map((pod) => pod.copies), 1)],
    ['requested cores', Math.ceil(cores / (size[0] - reserved.cores))],
    ['requested memory', Math.ceil(gib / (size[1] - reserved.gib))],
  ];
  const [because, count] = candidates.reduce((most, next) => (next[1] > most[1] ? next : most));
  return { count, because, pods: sum(() => 1), cores, gib };
}

/** Between the autoscaler's least and most, by load; without one, what the object says. */
function copies({ owner }: RecordedPod, graph: RecordedGraph, load: number): number {
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
export function cores(text: string): number {
  return text.endsWith('m') ? Number.parseInt(text, 10) / 1000 : Number(text);
}

/** GiB of a quantity in Mi or Gi. */
export function gib(text: string): number {
  return Number.parseInt(text, 10) / (text.endsWith('Gi') ? 1 : 1024);
}
