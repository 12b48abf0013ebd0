import { beforeAll, describe, expect, it } from 'vitest';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { readStackFile, recordStack, settingsOf, stackNames } from '../recorder/recorder.ts';
import { jsonReport } from './json-report.ts';
import { markdownReport } from './markdown-report.ts';
import { readArguments } from './plan-arguments.ts';
import { problemsOf } from './plan-problems.ts';
import { UnknownPriceError } from './pricing/prices.ts';
import type { RecordAgain } from './replaced-resources.ts';
import { replaces } from './replacements.ts';
import type { ReportContent } from './report-format.ts';
import { changeBetween } from './stack-change.ts';
import { planOf, type StackPlan } from './stack-plan.ts';
import { treeReport } from './tree-report.ts';

const newResource = (type: string, inputs: object = {}): RecordedResource => ({
  type,
  name: 'new',
  urn: `urn:pulumi:test::taskyard::${type}::new`,
  custom: true,
  inputs: { ...inputs },
  secretInputs: [],
  parent: undefined,
  protect: false,
  retainOnDelete: false,
  dependsOn: [],
  references: [],
  inputReferences: {},
  deletedWith: undefined,
  provider: undefined,
  replacementTrigger: undefined,
  deleteBeforeReplace: false,
  ignoreChanges: [],
  children: [],
});

/** Plans of the stacks without other values, recorded once for all tests. */
const unchanged = new Map<string, ReturnType<typeof recordAndPlan>>();

function planned(stack: (typeof stackNames)[number], values?: Record<string, unknown>) {
  if (values !== undefined) return recordAndPlan(stack, values);
  const known = unchanged.get(stack) ?? recordAndPlan(stack);
  unchanged.set(stack, known);
  return known;
}

async function recordAndPlan(stack: (typeof stackNames)[number], values: Record<string, unknown> = {}) {
  const settings = settingsOf({ ...(await readStackFile(stack)), ...values });
  const recorded = await recordStack(stack, values);
  const recordAgain: RecordAgain = (replaced) => recordStack(stack, values, { replaced });
  return { recorded, settings, plan: planOf(stack, recorded, settings), recordAgain };
}

function costOf({ resources }: StackPlan, type: string): number {
  return resources.filter((one) => one.type.endsWith(type)).reduce((sum, one) => sum + one.monthlyUsd, 0);
}

describe.each(stackNames)('the plan of %s', (stack) => {
  it('prices every resource and stays within its budget', async () => {
    const { plan } = await planned(stack);
    expect(problemsOf(plan, false)).toEqual([]);
    expect(plan.resources).not.toHaveLength(0);
    expect(plan.monthlyUsd > 0).toBe(stack !== 'local');
  });
});

describe('prices', () => {
  let prod: Awaited<ReturnType<typeof planned>>;
  beforeAll(async () => {
    prod = await planned('prod');
  });

  it('name every type that has no price and is not listed as free', () => {
    const unknown = [...prod.recorded, newResource('aws:sqs/queue:Queue'), newResource('aws:sns/topic:Topic')];
    expect(() => planOf('prod', unknown, prod.settings)).toThrow(/aws:sns\/topic:Topic, aws:sqs\/queue:Queue/);
  });

  it('refuse a size, a region, a load balancer and a chart without a price', () => {
    const { settings } = prod;
    const instance = newResource('aws:rds/instance:Instance', { instanceClass: 'db.x9.huge', allocatedStorage: 1 });
    expect(() => planOf('prod', [instance], settings)).toThrow(/no price for rds\.db\.x9\.huge in eu-central-1/);
    const balancer = newResource('kubernetes:core/v1:Service', { spec: { type: 'LoadBalancer' } });
    expect(() => planOf('prod', [balancer], settings)).toThrow(/kubernetes:core\/v1:Service/);
    const chart = newResource('kubernetes:helm.sh/v3:Release', { chart: 'grafana' });
    expect(() => planOf('prod', [chart], settings)).toThrow(/chart grafana/);
    if (settings.platform !== 'aws') throw new Error('prod is on AWS');
    const elsewhere = { ...settings, account: { ...settings.account, region: 'ap-south-2' } };
    expect(() => planOf('prod', [], elsewhere)).toThrow(UnknownPriceError);
  });

  it('add up: a standby doubles the database, and every NAT gateway has an address', () => {
    expect(costOf(prod.plan, 'rds/instance:Instance')).toBeCloseTo(2 * (730 * 0.201 + 100 * 0.137) + 0.4);
    expect(costOf(prod.plan, ':Eip')).toBeCloseTo(3 * 730 * 0.005);
    const sum = prod.plan.resources.reduce((total, { monthlyUsd }) => total + monthlyUsd, 0);
    expect(prod.plan.monthlyUsd).toBeCloseTo(sum);
  });

  it('count nodes by the requests of pods, and at least as many as a workload spreads over', async () => {
    expect(prod.plan.assumptions.join(' ')).toContain('3 node(s) of m6g.large, decided by the spread');
    const workloads = (await readStackFile('prod')).workloads as object;
    const big = { replicas: { min: 1, max: 1 }, cpu: '9', memory: '1Gi', memoryLimit: '1Gi' };
    const { plan } = await planned('prod', { workloads: { ...workloads, auth: big, tasks: big, web: big } });
    expect(plan.assumptions.join(' ')).toMatch(/15 node\(s\) .* decided by requested cores/);
  });

  it('show what is saved by not giving each pod of a workload a host of its own', async () => {
    const usage = (await readStackFile('prod')).usage as object;
    const full = await planned('prod', { usage: { ...usage, load: 1 } });
    expect(full.plan.assumptions.join(' ')).toMatch(/would be 10 node\(s\): spreading softly saves \$553\.19 a month/);
    const { workloads } = (await readStackFile('prod')) as { workloads: { auth: object } };
    const many = { ...workloads.auth, replicas: { min: 5, max: 10 } };
    const { plan } = await planned('prod', { workloads: { ...workloads, auth: many }, usage: { ...usage, load: 0 } });
    expect(plan.assumptions.join(' ')).toMatch(/ 3 node\(s\) of .* would be 5 node\(s\)/);
  });

  it('count what the account has before the stack, and warn when they are old', () => {
    const before = prod.plan.resources.filter(({ implied, parent }) => implied && parent === undefined);
    expect(before.map(({ name, monthlyUsd }) => [name, monthlyUsd])).toEqual([
      ['state-key', 1],
      ['hosted-zone', 0.5],
    ]);
    const plan = { ...prod.plan, warnings: ['the prices are 91 days old'] };
    const content = { plan, change: undefined, problems: [] };
    expect(treeReport(content, false)).toMatch(/hosted-zone .*\(made before the stack\)/);
    expect(treeReport(content, false)).toMatch(/WARNING: the prices are 91 days old\nOK$/);
    expect(markdownReport(content)).toContain('✅ No problems.\n⚠️ the prices are 91 days old');
  });

  it('show what office hours save', async () => {
    const always = await planned('dev', { officeHours: {}, exemptions: [] });
    const officeHours = await planned('dev');
    expect(always.plan.monthlyUsd - officeHours.plan.monthlyUsd).toBeGreaterThan(14);
    expect(officeHours.plan.assumptions.join(' ')).toContain('run 217 of 730 hours');
  });

  it('mark resources that are created by others', () => {
    const names = prod.plan.resources.filter(({ implied }) => implied).map(({ type }) => type);
    expect(names).toEqual(expect.arrayContaining(['aws:eks/cluster:Cluster', 'aws:lb/loadBalancer:LoadBalancer']));
  });
});

describe('a difference', () => {
  let settingsOfLocal: Parameters<typeof planOf>[2];
  beforeAll(async () => {
    settingsOfLocal = (await planned('local')).settings;
  });

  it('is empty between two recordings of one program, although each generates new keys and passwords', async () => {
    for (const stack of ['local', 'prod'] as const) {
      const [one, other] = [await planned(stack), await recordAndPlan(stack)];
      expect(one.recorded).not.toHaveLength(0);
      const change = await changeBetween('then', one, other);
      expect(change.changes).toEqual([]);
    }
  });

  it('is one line for another instance class, with its cost', async () => {
    const database = { ...((await readStackFile('prod')).database as object), class: 'db.m6g.large' };
    const change = await changeBetween('then', await planned('prod'), await planned('prod', { database }));
    expect(change.changes).toEqual([
      expect.objectContaining({
        action: 'update',
        type: 'aws:rds/instance:Instance',
        properties: [expect.objectContaining({ path: 'instanceClass', before: 'db.m7g.large', after: 'db.m6g.large' })],
      }),
    ]);
    expect(change.afterUsd - change.beforeUsd).toBeCloseTo(2 * 730 * (0.182 - 0.201));
  });

  it('names what is created and deleted, and what only costs more', async () => {
    const network = { ...((await readStackFile('prod')).network as object), nat: 'one' };
    const change = await changeBetween('then', await planned('prod'), await planned('prod', { network }));
    const actions = change.changes.map(({ action, type }) => `${action} ${type.split(':').at(-1)}`);
    expect(actions).toEqual(
      expect.arrayContaining(['delete NatGateway', 'delete Eip', 'update Route', 'cost NatGateway']),
    );
  });

  it('ignores the order of actions in a policy document: one more action is one line', async () => {
    const policy = (...Action: string[]) => {
      const text = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action }] });
      const recorded = [newResource('aws:iam/rolePolicy:RolePolicy', { policy: text })];
      return { recorded, plan, recordAgain: async () => recorded };
    };
    const plan = planOf('local', [], settingsOfLocal);
    const { changes } = await changeBetween('then', policy('a:1', 'a:3'), policy('a:1', 'a:2', 'a:3'));
    expect(changes.flatMap(({ properties }) => properties)).toEqual([
      { path: 'policy.Statement.0.Action[a:2]', before: undefined, after: 'a:2', replaces: false },
    ]);
  });

  it('names the properties that a provider cannot change in place', () => {
    expect(replaces('aws:rds/instance:Instance', 'engine')).toBe(true);
    expect(replaces('aws:rds/instance:Instance', 'engineVersion')).toBe(false);
    expect(replaces('kubernetes:batch/v1:Job', 'spec.template.spec.containers.0.image')).toBe(true);
    expect(replaces('kubernetes:apps/v1:Deployment', 'spec.template.spec.containers.0.image')).toBe(false);
    expect(replaces('kubernetes:core/v1:Service', 'metadata.name')).toBe(true);
  });
});

describe('a report', () => {
  let content: ReportContent;
  beforeAll(async () => {
    const now = await planned('dev');
    content = { plan: now.plan, change: await changeBetween('then', now, now), problems: problemsOf(now.plan, true) };
  });

  it('is JSON with resources, cost, assumptions and findings', () => {
    const { stack, resources, monthlyUsd, assumptions, findings } = JSON.parse(jsonReport(content));
    expect({ stack, findings }).toEqual({ stack: 'dev', findings: [] });
    expect(monthlyUsd).toBeLessThanOrEqual(125);
    expect(resources[0]).toMatchObject({ urn: expect.any(String), type: expect.any(String), monthlyUsd: 0 });
    expect(assumptions[0]).toContain('desired state');
  });

  it('is plain for a pipe and coloured for a terminal', () => {
    expect(treeReport(content, false)).not.toContain('\u001b');
    expect(treeReport(content, true)).toContain('\u001b[');
    expect(treeReport(content, false)).toMatch(/database {2}aws rds Instance .*instanceClass=db\.t4g\.micro.*\$6\.17/);
  });

  it('escapes HTML and mentions in values of a pull request', () => {
    const findings = [{ rule: 'x', level: 'mandatory', urn: 'a::b', message: '<img> | @everyone' }] as const;
    const text = markdownReport({ ...content, plan: { ...content.plan, findings } });
    expect(text).toContain('&lt;img> \\| @\u200beveryone');
    expect(text).toContain('No change since then.');
  });
});

describe('the problems of a plan', () => {
  it('are a total over the budget, a mandatory finding, and a missing budget where one is required', async () => {
    const { plan } = await planned('dev', { budget: { monthlyUsd: 100 } });
    const finding = { rule: 'x', level: 'mandatory', urn: 'u', message: 'm' } as const;
    expect(problemsOf(plan, false)).toEqual([expect.stringMatching(/over the budget of \$100\.00/)]);
    expect(problemsOf({ ...plan, budgetUsd: undefined }, true)).toEqual([expect.stringContaining('no budget')]);
    expect(problemsOf({ ...plan, budgetUsd: undefined, findings: [finding] }, false)).toHaveLength(1);
    expect(problemsOf({ ...plan, budgetUsd: undefined, findings: [{ ...finding, level: 'advisory' }] }, false)).toEqual(
      [],
    );
  });
});

describe('the arguments', () => {
  it('name one stack and one format', () => {
    expect(readArguments(['dev', '--json', '--diff', 'HEAD~1'])).toEqual({
      stack: 'dev',
      format: 'json',
      diff: 'HEAD~1',
      budget: false,
    });
    for (const wrong of [[], ['mars'], ['dev', 'prod'], ['dev', '--json', '--markdown'], ['dev', '--colour']]) {
      expect(() => readArguments(wrong)).toThrow();
    }
  });
});
