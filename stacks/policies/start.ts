import { PolicyPack } from '@pulumi/policy';
import { readConfig } from '../config.ts';
import { policiesOf } from './pack.ts';
import { rules } from './rules.ts';

// `pulumi preview --policy-pack stacks/policies`: the engine gives this process the stack's configuration.
const { protected: isProtected, exemptions } = readConfig();
new PolicyPack('taskyard', { policies: policiesOf(rules, { protected: isProtected }, exemptions) });
