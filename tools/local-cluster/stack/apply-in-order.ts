import type { ApiClient } from '../../cluster/control-plane/api-client.ts';
import { type ApiObject, describeObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import type { StackObject } from '../../cluster/stack-objects.ts';
import { eventually } from '../../shared/eventually.ts';

const readyWithinSeconds = 300;
const goneWithinSeconds = 300;

/**
 * Applies each object when all objects before it are ready, as an engine does: a Job when it has completed, a workload when its
 * pods are ready.
 *
 * @returns what was refused or did not become ready; the objects after it were not applied
 */
export async function applyInOrder(client: ApiClient, objects: readonly StackObject[]): Promise<string[]> {
  const problems: string[] = [];
  const done = new Map<string, Promise<boolean>>();
  const applyAfter = async ({ object, after }: StackObject): Promise<boolean> => {
    const results = await Promise.all(after.map((urn) => done.get(urn)));
    if (results.includes(false)) return false;
    try {
      await client.apply(object);
      await eventually(readyWithinSeconds, () => requireReady(client, object));
      return true;
    } catch (error) {
      problems.push(`${describeObject(object)}: ${error instanceof Error ? error.message : error}`);
      return false;
    }
  };
  const byUrn = new Map(objects.map((object) => [object.urn, object]));
  // Objects are declared after those they depend on, except through components, so each is started on demand.
  const start = (object: StackObject): Promise<boolean> => {
    const known = done.get(object.urn);
    if (known !== undefined) return known;
    for (const urn of object.after) {
      const before = byUrn.get(urn);
      if (before !== undefined) start(before);
    }
    const result = applyAfter(object);
    done.set(object.urn, result);
    return result;
  };
  await Promise.all(objects.map(start));
  return problems;
}

/**
 * Deletes the objects, the last first, and waits until all are gone: a namespace is when nothing in it is left.
 *
 * @returns those that are still there
 */
export async function deleteInReverse(
  client: Pick<ApiClient, 'delete' | 'read'>,
  objects: readonly ApiObject[],
  withinSeconds = goneWithinSeconds,
): Promise<ApiObject[]> {
  for (const object of objects.toReversed()) await client.delete(object);
  const leftOf = async () => {
    const found = await Promise.all(objects.map(async (object) => (await client.read(object)) !== undefined));
    return objects.filter((_, index) => found[index]);
  };
  return eventually(withinSeconds, async () => {
    const left = await leftOf();
    if (left.length > 0) throw new Error(`${left.length} objects are being deleted`);
    return left;
  }).catch(leftOf);
}

async function requireReady(client: ApiClient, object: ApiObject): Promise<void> {
  const current = async (...path: string[]) => valueAt(await client.read(object), 'status', ...path);
  const waiting = (reason: string) => new Error(reason);
  if (object.kind === 'Job') {
    const conditions = ((await current('conditions')) ?? []) as { type: string; status: string }[];
    const holds = (wanted: string) => conditions.some(({ type, status }) => type === wanted && status === 'True');
    if (!holds('Complete')) throw waiting(holds('Failed') ? 'it failed' : 'it has not completed');
  }
  if (object.kind === 'Deployment' || object.kind === 'StatefulSet') {
    const found = await client.read(object);
    const replicas = valueAt(found, 'spec', 'replicas');
    const isCurrent = valueAt(found, 'status', 'observedGeneration') === valueAt(found, 'metadata', 'generation');
    const ready = valueAt(found, 'status', 'readyReplicas');
    const updated = valueAt(found, 'status', 'updatedReplicas');
    if (!isCurrent || ready !== replicas || updated !== replicas)
      throw waiting(`${ready ?? 0} of ${replicas} pods are ready`);
  }
}
