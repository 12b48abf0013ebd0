import type { Exemption } from '../config/schema.ts';
import type { PolicyResource, Rule, StackFacts } from './rules/rule.ts';
import { rules } from './rules.ts';

/** A resource that breaks a rule. */
interface Finding {
  readonly rule: string;
  readonly level: Rule['level'];
  readonly urn: string;
  readonly message: string;
}

export interface Evaluation {
  readonly findings: readonly Finding[];
  /** Findings that an exemption accepts, with its reason. */
  readonly accepted: readonly (Finding & { readonly reason: string })[];
}

/** Checks a stack's resources against the rules. An exemption that no finding needs is itself a finding. */
export function evaluateRules(
  resources: readonly PolicyResource[],
  stack: StackFacts,
  exemptions: readonly Exemption[],
  using: readonly Rule[] = rules,
): Evaluation {
  const needed = new Set<Exemption>();
  const findings: Finding[] = [];
  const accepted: (Finding & { reason: string })[] = [];
  for (const rule of using) {
    for (const { resource, message } of problemsOf(rule, resources, stack)) {
      const finding = { rule: rule.name, level: rule.level, urn: resource.urn, message };
      const exemption = exemptions.find((one) => exempts(one, rule.name, resource));
      if (exemption === undefined) findings.push(finding);
      else {
        needed.add(exemption);
        accepted.push({ ...finding, reason: exemption.reason });
      }
    }
  }
  const unneeded = exemptions.filter((one) => !needed.has(one)).map(unneededFinding);
  return { findings: [...findings, ...unneeded], accepted };
}

/** `exemption.resource` is a resource's name, or `type::name` where a name is not enough. */
export function exempts(exemption: Exemption, rule: string, { type, name }: PolicyResource): boolean {
  return exemption.rule === rule && (exemption.resource === name || exemption.resource === `${type}::${name}`);
}

function problemsOf(rule: Rule, resources: readonly PolicyResource[], stack: StackFacts) {
  if (rule.kind === 'stack') return rule.check(resources, stack);
  return resources
    .filter(({ type }) => rule.types.test(type))
    .flatMap((resource) => rule.check(resource, stack).map((message) => ({ resource, message })));
}

function unneededFinding({ rule, resource }: Exemption): Finding {
  return {
    rule: 'exemption-needed',
    level: 'mandatory',
    urn: `exemptions: ${rule} ${resource}`,
    message: 'no resource breaks this rule: remove the exemption',
  };
}
