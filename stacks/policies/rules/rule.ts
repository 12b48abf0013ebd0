/** A resource as a rule sees it, recorded by `plan` or given by the engine. */
export interface PolicyResource {
  /** The provider's type token, such as `aws:rds/instance:Instance`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Pulumi's `protect` option. */
  readonly protect: boolean;
}

/** The settings of the stack that rules use. */
export interface StackFacts {
  /** True for a stack whose data must survive a mistake, such as prod. */
  readonly protected: boolean;
}

/**
 * Examples for the tests, evaluated in a protected stack. Each failing resource breaks a resource rule by itself. Of a stack
 * rule, the failing resources together break it. All passing resources together follow the rule.
 */
interface RuleCases {
  readonly failing: readonly PolicyResource[];
  readonly passing: readonly PolicyResource[];
}

interface RuleBase {
  /** In kebab-case. Exemptions use it. */
  readonly name: string;
  /** `mandatory` stops the deployment; `advisory` only reports. */
  readonly level: 'mandatory' | 'advisory';
  /** What the rule requires, as a sentence. */
  readonly description: string;
  readonly cases: RuleCases;
}

/** A rule about one resource. */
export interface ResourceRule extends RuleBase {
  readonly kind: 'resource';
  readonly types: RegExp;
  /** A message per problem; none when the resource follows the rule. */
  readonly check: (resource: PolicyResource, stack: StackFacts) => readonly string[];
}

/** A rule about several resources. */
export interface StackRule extends RuleBase {
  readonly kind: 'stack';
  readonly check: (
    resources: readonly PolicyResource[],
    stack: StackFacts,
  ) => readonly { readonly resource: PolicyResource; readonly message: string }[];
}

export type Rule = ResourceRule | StackRule;

/** The value at a path of keys and indices; `undefined` when a part of the path is missing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );
}

/** The objects of a list; an empty list for any other value. */
export function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** `[message]` unless `holds`; an empty list when it holds. */
export function unless(holds: boolean, message: string): readonly string[] {
  return holds ? [] : [message];
}

/** A resource for the cases of a rule, named after its type. */
export function sample(type: string, inputs: object, protect = false): PolicyResource {
  const name = type.split(':').at(-1) ?? type;
  return { type, name, urn: `urn:pulumi:test::taskyard::${type}::${name}`, inputs: { ...inputs }, protect };
}

/** The cases of a rule with one failing and one passing resource of a type. */
export function samplePair(type: string, failing: object, passing: object): RuleCases {
  return { failing: [sample(type, failing)], passing: [sample(type, passing)] };
}
