import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { readStackFile, recordStack, settingsOf, stackNames } from '../../tools/recorder/recorder.ts';
import { spread } from '../cluster/restricted-pod.ts';

describe('the spread of pods', () => {
  const skewOf = (maxReplicas: number, key: string) => {
    const constraints = spread({ app: 'any' }, maxReplicas).topologySpreadConstraints as readonly Skew[];
    return constraints.find(({ topologyKey }) => topologyKey === key)?.maxSkew;
  };

  it('gives no host more than a third of the largest number of pods, rounded up', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (maxReplicas) => {
        const skew = skewOf(maxReplicas, 'kubernetes.io/hostname') ?? 0;
        expect(skew).toBeGreaterThanOrEqual(maxReplicas / 3);
        expect(skew).toBeLessThan(maxReplicas / 3 + 1);
        expect(skewOf(maxReplicas, 'topology.kubernetes.io/zone')).toBe(1);
      }),
    );
  });
});

interface Skew {
  readonly topologyKey: string;
  readonly maxSkew: number;
}

describe.each(stackNames)('the services of %s', (stack) => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack(stack));
  });

  it('prefer separate zones, and hosts by a third of their maximum, and demand neither', async () => {
    const { workloads } = settingsOf(await readStackFile(stack));
    for (const name of ['auth', 'tasks', 'web'] as const) {
      const { spec } = podOf(graph, name);
      expect(spec.affinity, name).toBeUndefined();
      const labelSelector = { matchLabels: { 'app.kubernetes.io/name': name } };
      const soft = { whenUnsatisfiable: 'ScheduleAnyway', labelSelector };
      expect(spec.topologySpreadConstraints, name).toEqual([
        { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 1, ...soft },
        { topologyKey: 'kubernetes.io/hostname', maxSkew: Math.ceil(workloads[name].replicas.max / 3), ...soft },
      ]);
    }
  });
});
