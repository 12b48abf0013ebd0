import { isDeepStrictEqual } from 'node:util';
import { eksClusterType } from '../recorder/eks-cluster-inputs.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { changedPaths } from '../shared/changed-paths.ts';
import { movedUrns } from './moved-resources.ts';
import { isDeletedBeforeReplaced, isIgnored, replaces } from './replacements.ts';

/** Records the program again. The computed outputs of the resources in `replaced`, by `type::name`, are other ones. */
export type RecordAgain = (replaced: ReadonlySet<string>) => Promise<readonly RecordedResource[]>;

/** The reason of everything that a replaced provider manages. */
export const providerReason = 'its provider';

export interface Replacements {
  /** Why each resource is replaced, by URN: the changed inputs, or what it belongs to. */
  readonly reasons: ReadonlyMap<string, string>;
  /** The program as it is recorded with new outputs of every replaced resource. */
  readonly recorded: readonly RecordedResource[];
}

/**
 * The resources that the engine replaces from `before` to `after`, also those that only use an output of a replaced one. Each
 * round records the program with new outputs of what is replaced so far, so changes follow the data through the program's own
 * code. It ends when a round finds nothing new: after about five rounds for another VPC.
 */
export async function findReplacements(
  before: readonly RecordedResource[],
  after: readonly RecordedResource[],
  recordAgain: RecordAgain,
): Promise<Replacements> {
  const [old, current] = [byUrn(withChildren(before)), byUrn(withChildren(after))];
  for (const urn of movedUrns(withChildren(before), withChildren(after))) old.delete(urn);
  const reasons = new Map<string, string>();
  // A new resource has new outputs too, for an input that used the outputs of another one before.
  const created = [...current.values()].filter(({ urn, custom }) => custom && !old.has(urn)).map(({ urn }) => urn);
  let recorded = created.length > 0 ? await recordAgain(outputsToChange(after, created)) : after;
  for (;;) {
    const known = reasons.size;
    const resources = withChildren(recorded).filter(({ urn, custom }) => custom && old.has(urn));
    for (const resource of resources) {
      const [from, to] = [old.get(resource.urn), current.get(resource.urn)];
      const reason = from && to && ownReason(from, to, resource);
      if (reason && !reasons.has(resource.urn)) reasons.set(resource.urn, reason);
    }
    addDependents(resources, old, reasons);
    if (reasons.size === known) return { reasons, recorded };
    recorded = await recordAgain(outputsToChange(after, [...created, ...reasons.keys()]));
  }
}

/** A resource and what it is known to declare. */
export function withChildren(recorded: readonly RecordedResource[]): RecordedResource[] {
  // A revision from before this field has no children.
  return recorded.flatMap((resource) => [resource, ...(resource.children ?? [])]);
}

/** `from` and `to` differ by a change of the program or its configuration, `to` and `renewed` by new outputs of others. */
function ownReason(from: RecordedResource, to: RecordedResource, renewed: RecordedResource): string | undefined {
  const paths = [
    ...changedPaths(visibleInputs(from), visibleInputs(to)),
    // Secrets too: both recordings come from one process, whose mock outputs do not change by themselves.
    ...changedPaths(to.inputs, renewed.inputs),
  ].filter((path) => replaces(to.type, path) && !isIgnored(to, path));
  if (paths.length > 0) return [...new Set(paths)].join(', ');
  // As in the engine, a trigger that was not set before does not replace.
  const isTriggered =
    (from.replacementTrigger ?? undefined) !== undefined &&
    renewed.replacementTrigger !== undefined &&
    !isDeepStrictEqual(from.replacementTrigger, renewed.replacementTrigger);
  return isTriggered ? 'replacementTrigger' : undefined;
}

/** Without secret values, because every process generates other ones. */
function visibleInputs({ inputs, secretInputs }: RecordedResource): Record<string, unknown> {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !secretInputs.includes(key)));
}

/**
 * Adds what the engine replaces because of another resource, whatever the values are: everything that a replaced provider
 * manages, and everything that cannot stay when a resource is deleted before its replacement exists. Source:
 * `calculateDependentReplacements` in `pkg/resource/deploy/step_generator.go` of Pulumi 3.
 */
function addDependents(
  resources: readonly RecordedResource[],
  old: ReadonlyMap<string, RecordedResource>,
  reasons: Map<string, string>,
): void {
  const deletedFirst = new Set<string>();
  const isDeletedFirst = (resource: RecordedResource) =>
    reasons.has(resource.urn) && isDeletedBeforeReplaced(old.get(resource.urn) ?? resource, resource);
  for (let size = -1; size !== reasons.size + deletedFirst.size; ) {
    size = reasons.size + deletedFirst.size;
    for (const resource of resources) {
      const { urn, type, provider, inputReferences } = resource;
      if (provider !== undefined && reasons.has(provider) && !reasons.has(urn)) reasons.set(urn, providerReason);
      const lost = Object.entries(inputReferences).find(
        ([key, urns]) => replaces(type, key) && urns.some((used) => deletedFirst.has(used)),
      );
      if (lost && !reasons.has(urn)) reasons.set(urn, lost[0]);
      if (isDeletedFirst(resource) || lost || (provider !== undefined && deletedFirst.has(provider))) {
        deletedFirst.add(urn);
        // The outputs of a component are those of its cluster.
        if (type === eksClusterType && resource.parent !== undefined) deletedFirst.add(resource.parent);
      }
    }
  }
}

/** As `type::name`, with the components whose EKS cluster is in `urns`. */
function outputsToChange(after: readonly RecordedResource[], urns: readonly string[]): ReadonlySet<string> {
  const changed = after.filter(({ urn, children }) =>
    // The outputs of the component are those of its cluster, so a new access entry changes none.
    [urn, ...children.filter(({ type }) => type === eksClusterType).map((child) => child.urn)].some((one) =>
      urns.includes(one),
    ),
  );
  return new Set(changed.map(({ type, name }) => `${type}::${name}`));
}

function byUrn(recorded: readonly RecordedResource[]): Map<string, RecordedResource> {
  return new Map(recorded.map((resource) => [resource.urn, resource]));
}
