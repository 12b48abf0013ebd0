import { describe, expect, it, vi } from 'vitest';
import { planOf } from '../../tools/plan/stack-plan.ts';
import { readStackFile, recordStack, settingsOf, stackNames } from '../../tools/recorder/recorder.ts';
import { evaluateRules } from './evaluate.ts';
import { policiesOf } from './pack.ts';
import { sample } from './rules/rule.ts';
import { rules } from './rules.ts';

const protectedStack = { protected: true };
const only = (name: string) => rules.filter((rule) => rule.name === name);

describe('every rule', () => {
  it('has a unique name, a failing case and a passing case', () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const withoutCase = rules.filter(({ cases }) => cases.failing.length === 0 || cases.passing.length === 0);
    expect(withoutCase.map(({ name }) => name)).toEqual([]);
  });

  it.each(rules)('$name: reports its failing cases', (rule) => {
    const { failing } = rule.cases;
    const groups = rule.kind === 'stack' ? [failing] : failing.map((one) => [one]);
    for (const resources of groups) {
      const { findings } = evaluateRules(resources, protectedStack, [], [rule]);
      expect(findings.map((finding) => finding.rule)).toContain(rule.name);
    }
  });

  it.each(rules)('$name: accepts its passing cases', (rule) => {
    expect(evaluateRules(rule.cases.passing, protectedStack, [], [rule]).findings).toEqual([]);
  });
});

describe('deletion protection', () => {
  it('is required in protected stacks only', () => {
    const database = [sample('aws:rds/instance:Instance', { deletionProtection: false })];
    expect(evaluateRules(database, { protected: false }, [], only('deletion-protection')).findings).toEqual([]);
  });
});

describe('an exemption', () => {
  const key = sample('aws:kms/key:Key', {});
  const exemption = { rule: 'key-rotates', resource: 'Key', reason: 'it signs, and signing keys cannot rotate' };

  it('accepts a finding and reports its reason', () => {
    const { findings, accepted } = evaluateRules([key], protectedStack, [exemption], only('key-rotates'));
    expect(findings).toEqual([]);
    expect(accepted).toEqual([expect.objectContaining({ rule: 'key-rotates', reason: exemption.reason })]);
  });

  it('may also name the type, and then applies to no other type', () => {
    const named = { ...exemption, resource: 'aws:kms/key:Key::Key' };
    expect(evaluateRules([key], protectedStack, [named], only('key-rotates')).findings).toEqual([]);
    const other = { ...exemption, resource: 'aws:kms/alias:Alias::Key' };
    expect(evaluateRules([key], protectedStack, [other], only('key-rotates')).findings).not.toEqual([]);
  });

  it('is a finding itself when it is not needed', () => {
    const rotating = sample('aws:kms/key:Key', { enableKeyRotation: true });
    expect(evaluateRules([rotating], protectedStack, [exemption], only('key-rotates')).findings).toEqual([
      expect.objectContaining({ rule: 'exemption-needed', level: 'mandatory' }),
    ]);
  });
});

describe('the policy pack', () => {
  const open = sample('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule', { cidrIpv4: '0.0.0.0/0' });
  const policy = (exemptions: Parameters<typeof policiesOf>[2]) =>
    policiesOf(only('no-open-ingress'), protectedStack, exemptions)[0] as unknown as {
      validateResource: (args: object, report: (message: string) => void) => void;
    };
  const args = { ...open, props: open.inputs, opts: { protect: false } };

  it('has every rule with its name and level', () => {
    const levels = policiesOf(rules, protectedStack, []).map(({ name, enforcementLevel }) => [name, enforcementLevel]);
    expect(levels).toEqual(rules.map(({ name, level }) => [name, level]));
  });

  it('reports the findings of a rule, except those that the stack exempts', () => {
    const report = vi.fn();
    policy([]).validateResource(args, report);
    expect(report).toHaveBeenCalledWith(expect.stringContaining('not the whole internet'));
    report.mockClear();
    const reason = 'a test may be open to the whole internet';
    policy([{ rule: 'no-open-ingress', resource: open.name, reason }]).validateResource(args, report);
    expect(report).not.toHaveBeenCalled();
  });
});

describe.each(stackNames)('the stack %s', (stack) => {
  it('follows every rule, except where it has an exemption with a reason', async () => {
    const settings = settingsOf(await readStackFile(stack));
    expect(planOf(stack, await recordStack(stack), settings).findings).toEqual([]);
  });
});
