/** A resource as a rule sees it, whether it was recorded by `plan` or handed over by the engine. */
export interface JudgedResource {
  /** The provider's token, such as `aws:rds/instance:Instance`. */
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Pulumi's own refusal to delete. */
  readonly protect: boolean;
}

/** What a rule may know of the stack beside its resources. */
export interface StackFacts {
  /** True for a stack whose data must survive a mistake, such as prod. */
  readonly protected: boolean;
}

interface RuleHead {
  /** kebab-case; what an exemption names. */
  readonly name: string;
  /** `mandatory` stops; `advisory` is said and goes on. */
  readonly level: 'mandatory' | 'advisory';
  /** What must hold, as a sentence. */
  readonly description: string;
}

/** A rule that one resource keeps or breaks by itself. */
export interface ResourceRule extends RuleHead {
  readonly kind: 'resource';
  readonly types: RegExp;
  /** Sentences about what is wrong; none when all is well. */
  readonly check: (resource: JudgedResource, stack: StackFacts) => readonly string[];
}

/** A rule about what resources are to each other. */
export interface StackRule extends RuleHead {
  readonly kind: 'stack';
  readonly check: (
    resources: readonly JudgedResource[],
    stack: StackFacts,
  ) => readonly { readonly resource: JudgedResource; readonly message: string }[];
}

export type Rule = ResourceRule | StackRule;

/** The value at a path of keys and indices; `undefined` as soon as something on the way is missing. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<string | number, unknown> | null | undefined)?.[key],
    value,
  );
}

/** A list of records, or nothing. */
export function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];
}

/** `[message]` when `wrong`, else nothing. */
export function unless(right: boolean, message: string): readonly string[] {
  return right ? [] : [message];
}
