import type { RecordedResource } from '../recorder/recorded-resource.ts';

/**
 * URNs that mean another resource after the change than before. In the engine, a URN has the types of all parents; recorded without
 * it, only that of the nearest parent. So a resource with other grandparents has the same URN here, and is deleted and created there.
 */
export function movedUrns(
  before: readonly RecordedResource[],
  after: readonly RecordedResource[],
): ReadonlySet<string> {
  const [old, current] = [before, after].map(ancestors);
  return new Set([...(current ?? [])].flatMap(([urn, path]) => ((old?.get(urn) ?? path) === path ? [] : [urn])));
}

/** The URNs of all parents of each resource, as one text. */
function ancestors(resources: readonly RecordedResource[]): ReadonlyMap<string, string> {
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const pathOf = (urn: string | undefined): string => {
    const parent = urn === undefined ? undefined : parents.get(urn);
    return parent === undefined ? '' : `${parent} ${pathOf(parent)}`;
  };
  return new Map(resources.map(({ urn }) => [urn, pathOf(urn)]));
}
