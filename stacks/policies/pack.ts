import type {
  PolicyResource as EngineResource,
  Policy,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from '@pulumi/policy';
import type { Exemption } from '../config/schema.ts';
import { exempts } from './evaluate.ts';
import type { PolicyResource, ResourceRule, Rule, StackFacts, StackRule } from './rules/rule.ts';

/** The rules as policies of a Pulumi policy pack, with the same names and levels. */
export function policiesOf(rules: readonly Rule[], stack: StackFacts, exemptions: readonly Exemption[]): Policy[] {
  return rules.map((rule) =>
    rule.kind === 'resource' ? resourcePolicy(rule, stack, exemptions) : stackPolicy(rule, stack, exemptions),
  );
}

function resourcePolicy(
  rule: ResourceRule,
  stack: StackFacts,
  exemptions: readonly Exemption[],
): ResourceValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    validateResource: (args, report) => {
      const resource = toPolicyResource(args);
      if (!rule.types.test(resource.type) || exemptions.some((one) => exempts(one, rule.name, resource))) return;
      for (const message of rule.check(resource, stack)) report(message);
    },
  };
}

function stackPolicy(rule: StackRule, stack: StackFacts, exemptions: readonly Exemption[]): StackValidationPolicy {
  return {
    name: rule.name,
    description: rule.description,
    enforcementLevel: rule.level,
    validateStack: ({ resources }, report) => {
      // Before the first update, a preview knows nothing of the objects in the cluster: their provider has no cluster yet.
      const known = resources.filter(({ props }) => Object.keys(props).length > 0);
      for (const { resource, message } of rule.check(known.map(toPolicyResource), stack)) {
        if (!exemptions.some((one) => exempts(one, rule.name, resource))) report(message, resource.urn);
      }
    },
  };
}

function toPolicyResource({
  type,
  name,
  urn,
  props,
  opts,
}: Pick<EngineResource, 'type' | 'name' | 'urn' | 'props' | 'opts'>): PolicyResource {
  return { type, name, urn, inputs: props, protect: opts.protect };
}
