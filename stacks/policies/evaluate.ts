import type { JudgedResource, Rule, StackFacts } from './rule.ts';
import { rules } from './rules.ts';

/** A resource that breaks a rule. */
export interface Finding {
  readonly rule: string;
  readonly level: Rule['level'];
  readonly urn: string;
  readonly message: string;
}

/** A line of the stack's configuration: where a rule does not hold, and why. */
export interface ExemptionLine {
  readonly rule: string;
  /** A resource's name, or `type::name` where a name is not enough. */
  readonly resource: string;
  readonly reason: string;
}

export interface Judgement {
  readonly findings: readonly Finding[];
  /** Findings that an exemption accepts, with its reason. */
  readonly accepted: readonly (Finding & { readonly reason: string })[];
}

/** What the rules have against a stack. An exemption nothing needs is itself a finding, or it would outlive its reason. */
export function judge(
  resources: readonly JudgedResource[],
  stack: StackFacts,
  exemptions: readonly ExemptionLine[],
  using: readonly Rule[] = rules,
): Judgement {
  const all = using.flatMap((rule) => broken(rule, resources, stack).map((found) => ({ rule, ...found })));
  const needed = new Set<ExemptionLine>();
  const findings: Finding[] = [];
  const accepted: (Finding & { reason: string })[] = [];
  for (const { rule, resource, message } of all) {
    const finding = { rule: rule.name, level: rule.level, urn: resource.urn, message };
    const exemption = exemptions.find((line) => exempts(line, rule.name, resource));
    if (exemption === undefined) findings.push(finding);
    else {
      needed.add(exemption);
      accepted.push({ ...finding, reason: exemption.reason });
    }
  }
  const unneeded = exemptions.filter((line) => !needed.has(line)).map(unneededFinding);
  return { findings: [...findings, ...unneeded], accepted };
}

export function exempts(line: ExemptionLine, rule: string, { type, name }: JudgedResource): boolean {
  return line.rule === rule && (line.resource === name || line.resource === `${type}::${name}`);
}

function broken(rule: Rule, resources: readonly JudgedResource[], stack: StackFacts) {
  if (rule.kind === 'stack') return rule.check(resources, stack);
  return resources
    .filter(({ type }) => rule.types.test(type))
    .flatMap((resource) => rule.check(resource, stack).map((message) => ({ resource, message })));
}

function unneededFinding({ rule, resource }: ExemptionLine): Finding {
  return {
    rule: 'exemption-needed',
    level: 'mandatory',
    urn: `exemptions: ${rule} ${resource}`,
    message: 'nothing breaks this rule here: remove the line',
  };
}
