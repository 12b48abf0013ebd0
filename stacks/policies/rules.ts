import { dataRules } from './rules/data-rules.ts';
import { identityRules } from './rules/identity-rules.ts';
import { loadBalancerRules } from './rules/load-balancer-rules.ts';
import { logRules } from './rules/log-rules.ts';
import { networkRules } from './rules/network-rules.ts';
import { permissionRules } from './rules/permission-rules.ts';
import { platformRules } from './rules/platform-rules.ts';
import { podRules } from './rules/pod-rules.ts';
import type { Rule } from './rules/rule.ts';
import { workloadRules } from './rules/workload-rules.ts';

/** Every rule, for `plan` and the policy pack. A new rule goes into one of the files of `rules/`, together with its cases. */
export const rules: readonly Rule[] = [
  ...dataRules,
  ...networkRules,
  ...loadBalancerRules,
  ...identityRules,
  ...permissionRules,
  ...platformRules,
  ...logRules,
  ...podRules,
  ...workloadRules,
];
