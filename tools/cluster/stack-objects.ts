import { RecordedGraph } from '../recorder/recorded-graph.ts';
import { type ConfigValues, type RecordingOptions, recordStack, type StackName } from '../recorder/recorder.ts';
import { isObject, manifestOf } from '../render/manifest.ts';
import type { ApiObject } from './control-plane/api-object.ts';

/** A Kubernetes object of a stack, and the objects that must be done before it. */
export interface StackObject {
  readonly urn: string;
  readonly object: ApiObject;
  /** URNs of other objects of the same list. */
  readonly after: readonly string[];
}

/** Every Kubernetes object of a stack, in the order of declaration. Charts are left out: they come from the internet. */
export async function stackObjects(
  stack: StackName,
  overrides: ConfigValues = {},
  options: RecordingOptions = {},
): Promise<StackObject[]> {
  const resources = await recordStack(stack, overrides, options);
  const graph = new RecordedGraph(resources);
  const objects = resources.filter(isObject);
  return objects.map((resource) => ({
    urn: resource.urn,
    object: manifestOf(resource),
    after: objects.filter((other) => other !== resource && graph.dependsOn(resource, other)).map(({ urn }) => urn),
  }));
}
