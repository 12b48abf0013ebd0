import { describe, expect, it, vi } from 'vitest';
import { planOf, settingsOf } from '../../tools/plan/stack-plan.ts';
import { readStackFile, recordStack, stackNames } from '../../tools/recorder/recorder.ts';
import { accessCases } from './access-cases.ts';
import { dataCases } from './data-cases.ts';
import { judge } from './evaluate.ts';
import { networkCases } from './network-cases.ts';
import { policiesOf } from './pack.ts';
import { podCases } from './pod-cases.ts';
import { rules } from './rules.ts';
import { resource } from './sample-resource.ts';

const cases = [...dataCases, ...networkCases, ...accessCases, ...podCases];
const kept = { protected: true };
const only = (name: string) => rules.filter((rule) => rule.name === name);

describe('every rule', () => {
  it('has a case that breaks it and one that keeps it, and a name of its own', () => {
    const names = rules.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(cases.map(({ rule }) => rule).sort()).toEqual([...names].sort());
  });

  it.each(cases)('$rule: is broken', ({ rule, broken, stack = kept }) => {
    const groups = only(rule)[0]?.kind === 'stack' ? [broken] : broken.map((one) => [one]);
    for (const resources of groups) {
      const { findings } = judge(resources, stack, [], only(rule));
      expect(findings.map((finding) => finding.rule)).toContain(rule);
    }
  });

  it.each(cases)('$rule: is kept', ({ rule, kept: good, stack = kept }) => {
    expect(judge(good, stack, [], only(rule)).findings).toEqual([]);
  });
});

describe('protection', () => {
  it('is asked of protected stacks only', () => {
    const database = [resource('aws:rds/instance:Instance', { deletionProtection: false })];
    expect(judge(database, { protected: false }, [], only('deletion-protection')).findings).toEqual([]);
  });
});

describe('an exemption', () => {
  const key = resource('aws:kms/key:Key', {});
  const line = { rule: 'key-rotates', resource: 'Key', reason: 'it signs, and signing keys cannot rotate' };

  it('accepts a finding, and its reason is told', () => {
    const { findings, accepted } = judge([key], kept, [line], only('key-rotates'));
    expect(findings).toEqual([]);
    expect(accepted).toEqual([expect.objectContaining({ rule: 'key-rotates', reason: line.reason })]);
  });

  it('may name the type as well, and holds for no other', () => {
    const named = { ...line, resource: 'aws:kms/key:Key::Key' };
    expect(judge([key], kept, [named], only('key-rotates')).findings).toEqual([]);
    const other = { ...line, resource: 'aws:kms/alias:Alias::Key' };
    expect(judge([key], kept, [other], only('key-rotates')).findings).not.toEqual([]);
  });

  it('is a finding itself once nothing needs it', () => {
    const sound = resource('aws:kms/key:Key', { enableKeyRotation: true });
    expect(judge([sound], kept, [line], only('key-rotates')).findings).toEqual([
      expect.objectContaining({ rule: 'exemption-needed', level: 'mandatory' }),
    ]);
  });
});

describe('the policy pack', () => {
  const [open] = networkCases[0]?.broken ?? [];
  const policy = (exemptions: Parameters<typeof policiesOf>[2]) =>
    policiesOf(only('no-open-ingress'), kept, exemptions)[0] as unknown as {
      validateResource: (args: object, report: (message: string) => void) => void;
    };
  const args = { ...open, props: open?.inputs, opts: { protect: false } };

  it('has every rule under its name and level', () => {
    const levels = policiesOf(rules, kept, []).map(({ name, enforcementLevel }) => [name, enforcementLevel]);
    expect(levels).toEqual(rules.map(({ name, level }) => [name, level]));
  });

  it('reports what a rule finds, and keeps still where the stack exempts it', () => {
    const report = vi.fn();
    policy([]).validateResource(args, report);
    expect(report).toHaveBeenCalledWith(expect.stringContaining('not everybody'));
    report.mockClear();
    const reason = 'a test may let everybody in';
    policy([{ rule: 'no-open-ingress', resource: String(open?.name), reason }]).validateResource(args, report);
    expect(report).not.toHaveBeenCalled();
  });
});

describe.each(stackNames)('the stack %s', (stack) => {
  it('keeps every rule, but for what it exempts with a reason', async () => {
    const settings = settingsOf(await readStackFile(stack));
    expect(planOf(stack, await recordStack(stack), settings).findings).toEqual([]);
  });
});
