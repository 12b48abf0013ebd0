import type { Policy, ResourceValidationPolicy, StackValidationPolicy } from '@pulumi/policy';
import { type ExemptionLine, exempts } from './evaluate.ts';
import type { ResourceRule, Rule, StackFacts, StackRule } from './rule.ts';

/** The rules as the engine asks for them: one policy each, under the same name and level. */
export function policiesOf(rules: readonly Rule[], stack: StackFacts, exemptions: readonly ExemptionLine[]): Policy[] {
  return rules.map((rule) =>
    rule.kind === 'resource' ? resourcePolicy(rule, stack, exemptions) : stackPolicy(rule, stack, exemptions),
  );
}

function resourcePolicy(
  rule: ResourceRule,
  stack: StackFacts,
  exemptions: readonly ExemptionLine[],
): ResourceValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    validateResource: ({ type, name, urn, props, opts }, report) => {
      const resource = { type, name, urn, inputs: props, protect: opts.protect };
      if (!rule.types.test(type) || exemptions.some((line) => exempts(line, rule.name, resource))) return;
      for (const message of rule.check(resource, stack)) report(message);
    },
  };
}

function stackPolicy(rule: StackRule, stack: StackFacts, exemptions: readonly ExemptionLine[]): StackValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    validateStack: ({ resources }, report) => {
      const judged = resources.map(({ type, name, urn, props, opts }) => ({
        type,
        name,
        urn,
        inputs: props,
        protect: opts.protect,
      }));
      for (const { resource, message } of rule.check(judged, stack)) {
        if (!exemptions.some((line) => exempts(line, rule.name, resource))) report(message, resource.urn);
      }
    },
  };
}
