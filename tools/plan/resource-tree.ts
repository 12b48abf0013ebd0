import type { PlannedResource, StackPlan } from './stack-plan.ts';

/** A resource with its children, and the cost of all of them together. */
export interface ResourceNode {
  readonly resource: PlannedResource;
  readonly children: readonly ResourceNode[];
  readonly totalUsd: number;
}

/** The resources of a stack by parent, in the order of their declaration. */
export function resourceTree({ resources }: StackPlan): ResourceNode[] {
  const known = new Set(resources.map(({ urn }) => urn));
  const children = Map.groupBy(resources, ({ parent }) =>
    parent !== undefined && known.has(parent) ? parent : undefined,
  );
  const nodeOf = (resource: PlannedResource): ResourceNode => {
    const below = (children.get(resource.urn) ?? []).map(nodeOf);
    const totalUsd = below.reduce((sum, child) => sum + child.totalUsd, resource.monthlyUsd);
    return { resource, children: below, totalUsd };
  };
  return (children.get(undefined) ?? []).map(nodeOf);
}

/** How many resources the program declares, also by provider, without components; `implied` are counted separately. */
export function countResources({ resources }: StackPlan): {
  total: number;
  byProvider: ReadonlyMap<string, number>;
  implied: number;
} {
  const declared = resources.filter(({ component, implied }) => !component && !implied);
  const byProvider = new Map<string, number>();
  for (const { type } of declared) {
    const provider = type.startsWith('pulumi:providers:') ? 'pulumi' : (type.split(':')[0] ?? type);
    byProvider.set(provider, (byProvider.get(provider) ?? 0) + 1);
  }
  return { total: declared.length, byProvider, implied: resources.filter(({ implied }) => implied).length };
}
