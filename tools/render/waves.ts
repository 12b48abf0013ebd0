import type { RecordedGraph } from '../recorder/recorded-graph.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';

/** Sorts objects into waves: an object depends only on objects of earlier waves, as Pulumi would create them. */
export function wavesOf(graph: RecordedGraph, objects: readonly RecordedResource[]): RecordedResource[][] {
  const levels = new Map<RecordedResource, number>();
  const levelOf = (object: RecordedResource): number => {
    const known = levels.get(object);
    if (known !== undefined) return known;
    const dependencies = objects.filter((other) => other !== object && graph.dependsOn(object, other));
    const level = dependencies.reduce((most, other) => Math.max(most, levelOf(other) + 1), 0);
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
