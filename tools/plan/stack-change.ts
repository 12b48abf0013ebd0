import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { downtimeOf } from './downtime.ts';
import { movedUrns } from './moved-resources.ts';
import { findReplacements, type RecordAgain, withChildren } from './replaced-resources.ts';
import { isIgnored, replaces } from './replacements.ts';
import type { StackPlan } from './stack-plan.ts';

interface PropertyChange {
  /** Dotted, such as `spec.replicas`. */
  readonly path: string;
  /** `undefined` for a property that was not set; `[secret]` for a secret one. */
  readonly before: unknown;
  readonly after: unknown;
  /** True when the provider cannot change the property in place. */
  readonly replaces: boolean;
}

/** The value of a property that comes from a replaced resource. */
const newOutput = '(new)';

export interface ResourceChange {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** `cost`: only the bill of the resource changes, because of a change elsewhere. */
  readonly action: 'create' | 'delete' | 'update' | 'replace' | 'cost';
  readonly properties: readonly PropertyChange[];
  /** Why the resource is replaced: inputs, or what it belongs to. */
  readonly replacedBecauseOf: string | undefined;
  /** What users notice; `undefined` when no downtime is known. */
  readonly downtime: string | undefined;
  readonly beforeUsd: number;
  readonly afterUsd: number;
}

/** The actions, the one with the most serious effect first. */
const actions: readonly ResourceChange['action'][] = ['replace', 'delete', 'update', 'create', 'cost'];

/** The difference between a stack at one revision and the same stack at another; the most serious changes first. */
export interface StackChange {
  readonly since: string;
  readonly changes: readonly ResourceChange[];
  readonly beforeUsd: number;
  readonly afterUsd: number;
}

/** The recorded resources of a stack, and their plan. */
export interface PlannedRecording {
  readonly recorded: readonly RecordedResource[];
  readonly plan: StackPlan;
}

/** The current recording, which can be repeated. */
export type RepeatableRecording = PlannedRecording & { readonly recordAgain: RecordAgain };

/** What changes from `before` to `after`. Resources are the same when their URNs are. */
export async function changeBetween(
  since: string,
  before: PlannedRecording,
  after: RepeatableRecording,
): Promise<StackChange> {
  const { reasons, recorded } = await findReplacements(before.recorded, after.recorded, after.recordAgain);
  const [old, current, renewed] = [byUrn(before.recorded), byUrn(after.recorded), byUrn(recorded)];
  const [oldUsd, newUsd] = [costByUrn(before.plan), costByUrn(after.plan)];
  const moved = movedUrns(withChildren(before.recorded), withChildren(after.recorded));
  const pairs = [...new Set([...current.keys(), ...old.keys()])].flatMap((urn) => {
    const [from, to] = [old.get(urn), current.get(urn)];
    return moved.has(urn)
      ? [
          { urn, from, to: undefined },
          { urn, from: undefined, to },
        ]
      : [{ urn, from, to }];
  });
  const changes = pairs.flatMap(({ urn, from, to }) => {
    const resource = to ?? from;
    if (resource === undefined || !resource.custom || isUnknownBefore(resource, from, old)) return [];
    const properties = from && to ? propertyChanges(from, to, renewed.get(urn) ?? to) : [];
    const usd = { beforeUsd: from ? (oldUsd.get(urn) ?? 0) : 0, afterUsd: to ? (newUsd.get(urn) ?? 0) : 0 };
    const replacedBecauseOf = reasons.get(urn);
    const action = actionOf(from, to, properties, replacedBecauseOf, usd);
    if (action === undefined) return [];
    const { type, name } = resource;
    const downtime = downtimeOf({ action, type, properties }, resource);
    return [{ urn, type, name, action, properties, replacedBecauseOf, downtime, ...usd }];
  });
  changes.sort((one, other) => actions.indexOf(one.action) - actions.indexOf(other.action));
  return { since, changes, beforeUsd: before.plan.monthlyUsd, afterUsd: after.plan.monthlyUsd };
}

type Resources = ReadonlyMap<string, RecordedResource>;

/** Whether the former revision recorded the component of a resource, but not yet what the component declares. */
function isUnknownBefore({ parent }: RecordedResource, from: RecordedResource | undefined, old: Resources): boolean {
  const component = parent === undefined ? undefined : old.get(parent);
  return from === undefined && component?.type === 'eks:index:Cluster' && component.children === undefined;
}

function actionOf(
  from: RecordedResource | undefined,
  to: RecordedResource | undefined,
  properties: readonly PropertyChange[],
  replacedBecauseOf: string | undefined,
  usd: { beforeUsd: number; afterUsd: number },
): ResourceChange['action'] | undefined {
  if (from === undefined) return 'create';
  if (to === undefined) return 'delete';
  if (replacedBecauseOf !== undefined) return 'replace';
  if (properties.length > 0) return 'update';
  return Math.abs(usd.afterUsd - usd.beforeUsd) >= 0.005 ? 'cost' : undefined;
}

/** What the program changes, and what only gets new outputs of replaced resources. */
function propertyChanges(from: RecordedResource, to: RecordedResource, renewed: RecordedResource): PropertyChange[] {
  const [before, after, next] = [leaves(from), leaves(to), leaves(renewed)];
  const differ = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => !isIgnored(to, path))
    .map((path) => ({ path, before: before.get(path), after: after.get(path), renewed: next.get(path) }))
    .map((value) => (differ(value.after, value.renewed) ? { ...value, after: newOutput } : value))
    .filter((value) => differ(value.before, value.after))
    .map((value) => ({
      path: value.path,
      before: value.before,
      after: value.after,
      replaces: replaces(to.type, value.path),
    }));
}

/** Input values by dotted path, and the option `protect`. Secrets are hidden, because every recording generates new ones. */
function leaves({ inputs, secretInputs, protect }: RecordedResource): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: string, inPolicy: boolean) => {
    const document = parsePolicy(value);
    if (document !== undefined) walk(document, path, true);
    else if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) found.set(path, value);
    // In a policy document the order of actions or resources means nothing: one more action is one change.
    else if (inPolicy && isStringList(value)) for (const item of value) found.set(`${path}[${item}]`, item);
    else for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`, inPolicy);
  };
  for (const [key, value] of Object.entries(inputs)) {
    if (secretInputs.includes(key)) found.set(key, '[secret]');
    else walk(value, key, false);
  }
  if (protect) found.set('(option) protect', true);
  return found;
}

/** The policy document that a text contains; `undefined` for any other value. */
function parsePolicy(value: unknown): object | undefined {
  return typeof value === 'string' && value.startsWith('{"Version":"2012-10-17"') ? JSON.parse(value) : undefined;
}

function isStringList(value: object): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function byUrn(recorded: readonly RecordedResource[]): Map<string, RecordedResource> {
  return new Map(withChildren(recorded).map((resource) => [resource.urn, resource]));
}

function costByUrn({ resources }: StackPlan): Map<string, number> {
  return new Map(resources.map(({ urn, monthlyUsd }) => [urn, monthlyUsd]));
}
