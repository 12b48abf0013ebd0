import { eventually } from '../shared/eventually.ts';
import type { ApiClient } from './control-plane/api-client.ts';
import { type ApiObject, describeObject, valueAt } from './control-plane/api-object.ts';
import type { StackObject } from './stack-objects.ts';

export interface Outcome {
  /** URNs of what was applied and, for a Job, completed. */
  readonly done: ReadonlySet<string>;
  /** `object: what the API server said`. */
  readonly refused: readonly string[];
  /** Jobs that ended without success. */
  readonly failed: readonly string[];
  /** What was never sent, because something before it did not work out. */
  readonly held: readonly StackObject[];
}

/**
 * Applies objects as the engine would: one when everything before it is done, a Job being done when it has completed.
 * A refusal or a failed Job holds back what comes after it, and nothing else.
 */
export async function rollOut(client: ApiClient, objects: readonly StackObject[]): Promise<Outcome> {
  const done = new Set<string>();
  const [refused, failed]: [string[], string[]] = [[], []];
  let waiting = [...objects];
  for (;;) {
    const next = waiting.filter(({ after }) => after.every((urn) => done.has(urn)));
    if (next.length === 0) return { done, refused, failed, held: waiting };
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
  // A Job that fails tries again twice, after ten and twenty seconds.
  return eventually(90, async () => {
    const conditions = (valueAt(await client.read(job), 'status', 'conditions') ?? []) as { type: string }[];
    if (conditions.some(({ type }) => type === 'Complete')) return true;
    if (conditions.some(({ type }) => type === 'Failed')) return false;
    throw new Error(`${describeObject(job)} neither completed nor failed: ${JSON.stringify(conditions)}`);
  });
}
