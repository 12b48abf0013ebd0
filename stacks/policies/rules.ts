import { accessRules } from './access-rules.ts';
import { dataRules } from './data-rules.ts';
import { identityRules } from './identity-rules.ts';
import { networkRules } from './network-rules.ts';
import { podRules } from './pod-rules.ts';
import type { Rule } from './rule.ts';
import { workloadRules } from './workload-rules.ts';

/** Every rule there is. `plan` and the policy pack both take them from here. */
export const rules: readonly Rule[] = [
  ...dataRules,
  ...networkRules,
  ...identityRules,
  ...accessRules,
  ...podRules,
  ...workloadRules,
];
