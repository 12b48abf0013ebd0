import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, settingsOf, stackNames } from '../../tools/recorder/recorder.ts';
import { bytes } from '../config/fields.ts';

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

  it('have a quota for the old and the new pods of a rollout at their maximum, and one more', () => {
    const hard = graph.one(':ResourceQuota', 'taskyard-quota').inputs.spec as { hard: Record<string, string> };
    const memoryOf = (name: string) => podOf(graph, name).spec.containers[0]?.resources?.limits?.memory ?? '0';
    const pods = services.map((name) => ({ name, count: 2 * scalerOf(name).maxReplicas + 1 }));
    const needed = {
      pods: pods.reduce((sum, { count }) => sum + count, 0),
      memory: pods.reduce((sum, { name, count }) => sum + count * bytes(memoryOf(name)), 0),
    };
    expect(Number(hard.hard.pods)).toBeGreaterThanOrEqual(needed.pods);
    expect(bytes(hard.hard['limits.memory'] ?? '0')).toBeGreaterThanOrEqual(needed.memory);
  });

  it('let one pod at a time be evicted, also the only one', () => {
    const budgets = graph.all(':PodDisruptionBudget');
    for (const name of services) {
      const selector = { matchLabels: { 'app.kubernetes.io/name': name } };
      const own = budgets.filter((budget) => budget.name === name).map(({ inputs }) => inputs.spec);
      expect(own, name).toEqual([{ selector, maxUnavailable: 1 }]);
    }
  });
});
