import type { RecordedResource } from '../recorder/declaration.ts';
import type { RecordedGraph } from '../recorder/recorded-graph.ts';

/**
 * Sorts objects into waves: each needs only what is in earlier ones. The order is the graph's, so what Pulumi would wait
 * for is in a wave before.
 */
export function wavesOf(graph: RecordedGraph, objects: readonly RecordedResource[]): RecordedResource[][] {
  const levels = new Map<RecordedResource, number>();
  const levelOf = (object: RecordedResource): number => {
    const known = levels.get(object);
    if (known !== undefined) return known;
    const before = objects.filter((other) => other !== object && graph.dependsOn(object, other));
    const level = before.reduce((most, other) => Math.max(most, levelOf(other) + 1), 0);
    levels.set(object, level);
    return level;
  };
  const waves: RecordedResource[][] = [];
  for (const object of objects) {
    const level = levelOf(object);
    waves[level] = [...(waves[level] ?? []), object];
  }
  return waves;
}
