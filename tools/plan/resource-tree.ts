import type { PlannedResource, StackPlan } from './stack-plan.ts';

/** A resource with what belongs to it, and what all of it costs. */
export interface Branch {
  readonly resource: PlannedResource;
  readonly children: readonly Branch[];
  readonly totalUsd: number;
}

/** The stack's resources as the program nests them, in the order it declares them. */
export function branchesOf({ resources }: StackPlan): Branch[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const children = Map.groupBy(resources, ({ parent }) =>
    parent !== undefined && known.has(parent) ? parent : undefined,
  );
  const branch = (resource: PlannedResource): Branch => {
    const below = (children.get(resource.urn) ?? []).map(branch);
    const totalUsd = below.reduce((sum, child) => sum + child.totalUsd, resource.monthlyUsd);
    return { resource, children: below, totalUsd };
  };
  return (children.get(undefined) ?? []).map(branch);
}

/** Counts: what the program declares, by provider, without components and without what is only known to follow. */
export function countsOf({ resources }: StackPlan): {
  total: number;
  byProvider: ReadonlyMap<string, number>;
  expanded: number;
} {
  const declared = resources.filter(({ component, expanded }) => !component && !expanded);
  const byProvider = new Map<string, number>();
  for (const { type } of declared) {
    const provider = type.startsWith('pulumi:providers:') ? 'pulumi' : (type.split(':')[0] ?? type);
    byProvider.set(provider, (byProvider.get(provider) ?? 0) + 1);
  }
  return { total: declared.length, byProvider, expanded: resources.filter(({ expanded }) => expanded).length };
}
