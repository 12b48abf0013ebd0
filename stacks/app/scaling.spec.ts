import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, settingsOf, stackNames } from '../../tools/recorder/recorder.ts';

const services = ['auth', 'tasks', 'web'] as const;

describe.each(stackNames)('the services of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });
  const scalerOf = (name: string) =>
    graph.one(':HorizontalPodAutoscaler', name).inputs.spec as { minReplicas: number; maxReplicas: number };

  it('scale between the bounds of the configuration', async () => {
    const { workloads } = settingsOf(await readStackFile(stack));
    for (const name of services) {
      const { minReplicas, maxReplicas } = scalerOf(name);
      expect({ min: minReplicas, max: maxReplicas }, name).toEqual(workloads[name].replicas);
      expect(minReplicas, name).toBeLessThanOrEqual(maxReplicas);
    }
  });

  it('let one pod at a time be evicted, and never the last', () => {
    const budgets = graph.all(':PodDisruptionBudget');
    for (const name of services) {
      const selector = { matchLabels: { 'app.kubernetes.io/name': name } };
      // The only pod of a service must be evictable, or its node cannot be drained.
      const limit = scalerOf(name).minReplicas > 1 ? { minAvailable: 1 } : { maxUnavailable: 1 };
      const own = budgets.filter((budget) => budget.name === name).map(({ inputs }) => inputs.spec);
      expect(own, name).toEqual([{ selector, ...limit }]);
    }
  });
});

describe.each(stackNames.filter((name) => name !== 'local'))('the load balancer of %s', (stack) => {
  it('drops a target before its pod ends', async () => {
    const graph = new RecordedGraph(await recordStack(stack));
    const { annotations } = graph.one(':Ingress', 'app-ingress').inputs.metadata as {
      annotations: Record<string, string>;
    };
    const attributes = annotations['alb.ingress.kubernetes.io/target-group-attributes'] ?? '';
    const delay = Number(/deregistration_delay\.timeout_seconds=(\d+)/.exec(attributes)?.[1]);
    for (const name of services)
      expect(delay, name).toBeLessThan(Number(podOf(graph, name).spec.terminationGracePeriodSeconds));
  });
});
