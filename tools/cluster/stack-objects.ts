import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { type ConfigValues, recordStack, type StackName } from '../recorder/recorder.ts';
import { isObject, manifestOf } from '../render/manifest.ts';
import type { ApiObject } from './control-plane/api-object.ts';

/** A Kubernetes object a stack declares, and the objects that must be there, or be done, before it. */
export interface StackObject {
  readonly urn: string;
  readonly object: ApiObject;
  /** URNs of other objects of the same list. */
  readonly after: readonly string[];
}

/** Every Kubernetes object of a stack, in the order of declaration. Charts are not rendered: they need the network. */
export async function stackObjects(stack: StackName, overrides: ConfigValues = {}): Promise<StackObject[]> {
  const resources = await recordStack(stack, overrides);
  const graph = new Graph(resources);
  const objects = resources.filter(isObject);
  const known = new Set(objects.map(({ urn }) => urn));
  return objects.map((resource) => ({
    urn: resource.urn,
    object: manifestOf(resource),
    after: graph.before(resource).filter((urn) => known.has(urn) && urn !== resource.urn),
  }));
}

/** The charts a stack installs, as `name version`, for the tests to say what they did not see. */
export async function chartsOf(stack: StackName): Promise<string[]> {
  const charts = (await recordStack(stack)).filter(({ type }) => type.startsWith('kubernetes:helm.sh'));
  return charts.map(({ inputs }) => `${inputs.chart} ${inputs.version}`);
}

/** The engine's order: explicit and implied dependencies, those of every parent, and a component means its children. */
class Graph {
  readonly #byUrn: Map<string, RecordedResource>;
  readonly #children = new Map<string, RecordedResource[]>();

  constructor(resources: readonly RecordedResource[]) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    for (const resource of resources) {
      if (resource.parent === undefined) continue;
      this.#children.set(resource.parent, [...(this.#children.get(resource.parent) ?? []), resource]);
    }
  }

  before(resource: RecordedResource): string[] {
    const own = [...resource.dependsOn, ...resource.references].flatMap((urn) => this.#customDescendants(urn));
    const parent = resource.parent === undefined ? undefined : this.#byUrn.get(resource.parent);
    return [...new Set([...own, ...(parent === undefined ? [] : this.before(parent))])];
  }

  #customDescendants(urn: string): string[] {
    const resource = this.#byUrn.get(urn);
    if (resource === undefined || resource.custom) return [urn];
    return (this.#children.get(urn) ?? []).flatMap((child) => this.#customDescendants(child.urn));
  }
}
