import { accessRules } from './access-rules.ts';
import { dataRules } from './data-rules.ts';
import { networkRules } from './network-rules.ts';
import { podRules } from './pod-rules.ts';
import type { Rule } from './rule.ts';

/** Every rule there is. `plan` and the policy pack both take them from here. */
export const rules: readonly Rule[] = [...dataRules, ...networkRules, ...accessRules, ...podRules];
