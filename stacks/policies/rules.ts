import type { Rule } from './rule.ts';
import { dataRules } from './rules/data-rules.ts';
import { identityRules } from './rules/identity-rules.ts';
import { networkRules } from './rules/network-rules.ts';
import { accessRules } from './rules/platform-rules.ts';
import { podRules } from './rules/pod-rules.ts';
import { workloadRules } from './rules/workload-rules.ts';

/** Every rule there is. `plan` and the policy pack both take them from here. */
export const rules: readonly Rule[] = [
  ...dataRules,
  ...networkRules,
  ...identityRules,
  ...accessRules,
  ...podRules,
  ...workloadRules,
];
