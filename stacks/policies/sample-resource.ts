import type { JudgedResource, StackFacts } from './rule.ts';

/** A rule's proof: resources that break it and resources that keep it. */
export interface RuleCase {
  readonly rule: string;
  readonly broken: readonly JudgedResource[];
  readonly kept: readonly JudgedResource[];
  /** A protected stack unless told otherwise, because more is asked of one. */
  readonly stack?: StackFacts;
}

export function resource(type: string, inputs: object, protect = false): JudgedResource {
  const name = type.split(':').at(-1) ?? type;
  return { type, name, urn: `urn:pulumi:test::taskyard::${type}::${name}`, inputs: { ...inputs }, protect };
}

/** One resource that breaks a rule, one that keeps it. */
export function pair(rule: string, type: string, broken: object, kept: object): RuleCase {
  return { rule, broken: [resource(type, broken)], kept: [resource(type, kept)] };
}
