import { eventually } from '../shared/eventually.ts';
import type { ApiClient } from './control-plane/api-client.ts';
import { type ApiObject, describeObject, valueAt } from './control-plane/api-object.ts';
import type { StackObject } from './stack-objects.ts';

export interface RolloutResult {
  /** URNs of applied objects; a Job counts when it has completed. */
  readonly done: ReadonlySet<string>;
  /** `object: message of the API server`. */
  readonly refused: readonly string[];
  /** Jobs that failed. */
  readonly failed: readonly string[];
  /** Objects that were not sent, because an object before them was refused or failed. */
  readonly skipped: readonly StackObject[];
}

/**
 * Applies objects in the order of the engine: each when all objects before it are done. A Job is done when it has
 * completed. After a refused object or a failed Job, only the objects that depend on it are skipped.
 */
export async function rollOut(client: ApiClient, objects: readonly StackObject[]): Promise<RolloutResult> {
  const done = new Set<string>();
  const [refused, failed]: [string[], string[]] = [[], []];
  let waiting = [...objects];
  for (;;) {
    const next = waiting.filter(({ after }) => after.every((urn) => done.has(urn)));
    if (next.length === 0) return { done, refused, failed, skipped: waiting };
    waiting = waiting.filter((candidate) => !next.includes(candidate));
    const applied: StackObject[] = [];
    for (const candidate of next) {
      try {
        await client.apply(candidate.object);
        applied.push(candidate);
      } catch (error) {
        refused.push(`${describeObject(candidate.object)}: ${error instanceof Error ? error.message : error}`);
      }
    }
    for (const { urn, object } of applied) {
      if (object.kind !== 'Job' || (await jobSucceeds(client, object))) done.add(urn);
      else failed.push(describeObject(object));
    }
  }
}

async function jobSucceeds(client: ApiClient, job: ApiObject): Promise<boolean> {
  // A failing Job is retried twice, after 10 and 20 seconds.
  return eventually(90, async () => {
    const conditions = (valueAt(await client.read(job), 'status', 'conditions') ?? []) as { type: string }[];
    if (conditions.some(({ type }) => type === 'Complete')) return true;
    if (conditions.some(({ type }) => type === 'Failed')) return false;
    throw new Error(`${describeObject(job)} has neither completed nor failed: ${JSON.stringify(conditions)}`);
  });
}
