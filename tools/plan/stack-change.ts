import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { replaces } from './replacements.ts';
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

export interface ResourceChange {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** `cost`: only the bill of the resource changes, because of a change elsewhere. */
  readonly action: 'create' | 'delete' | 'update' | 'replace' | 'cost';
  readonly properties: readonly PropertyChange[];
  readonly beforeUsd: number;
  readonly afterUsd: number;
}

/** The difference between a stack at one revision and the same stack at another. */
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

/** What changes from `before` to `after`. Resources are the same when their URNs are. */
export function changeBetween(since: string, before: PlannedRecording, after: PlannedRecording): StackChange {
  const [old, current] = [byUrn(before.recorded), byUrn(after.recorded)];
  const [oldUsd, newUsd] = [costByUrn(before.plan), costByUrn(after.plan)];
  const urns = [...new Set([...current.keys(), ...old.keys()])];
  const changes = urns.flatMap((urn) => {
    const [from, to] = [old.get(urn), current.get(urn)];
    const resource = to ?? from;
    if (resource === undefined || !resource.custom) return [];
    const properties = from && to ? propertyChanges(from, to) : [];
    const usd = { beforeUsd: oldUsd.get(urn) ?? 0, afterUsd: newUsd.get(urn) ?? 0 };
    const action = actionOf(from, to, properties, usd);
    return action === undefined ? [] : [{ urn, type: resource.type, name: resource.name, action, properties, ...usd }];
  });
  return { since, changes, beforeUsd: before.plan.monthlyUsd, afterUsd: after.plan.monthlyUsd };
}

function actionOf(
  from: RecordedResource | undefined,
  to: RecordedResource | undefined,
  properties: readonly PropertyChange[],
  usd: { beforeUsd: number; afterUsd: number },
): ResourceChange['action'] | undefined {
  if (from === undefined) return 'create';
  if (to === undefined) return 'delete';
  if (properties.some((property) => property.replaces)) return 'replace';
  if (properties.length > 0) return 'update';
  return Math.abs(usd.afterUsd - usd.beforeUsd) >= 0.005 ? 'cost' : undefined;
}

function propertyChanges(from: RecordedResource, to: RecordedResource): PropertyChange[] {
  const [before, after] = [leaves(from), leaves(to)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => JSON.stringify(before.get(path)) !== JSON.stringify(after.get(path)))
    .map((path) => ({
      path,
      before: before.get(path),
      after: after.get(path),
      replaces: replaces(to.type, path),
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
  return new Map(recorded.map((resource) => [resource.urn, resource]));
}

function costByUrn({ resources }: StackPlan): Map<string, number> {
  return new Map(resources.map(({ urn, monthlyUsd }) => [urn, monthlyUsd]));
}
