import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ConfigValues, readStackFile, recordStack, type StackName, settingsOf } from '../recorder/recorder.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { configChanges } from './config-changes.ts';
import { markdownReport } from './markdown-report.ts';
import type { ReportContent } from './report-format.ts';
import { changeBetween } from './stack-change.ts';
import { planOf } from './stack-plan.ts';
import { treeReport } from './tree-report.ts';

async function planned(stack: StackName, values: ConfigValues = {}) {
  const recorded = await recordStack(stack, values);
  const plan = planOf(stack, recorded, settingsOf({ ...(await readStackFile(stack)), ...values }));
  return { recorded, plan, recordAgain: (replaced: ReadonlySet<string>) => recordStack(stack, values, { replaced }) };
}

async function reportOf(stack: StackName, values: ConfigValues): Promise<ReportContent> {
  const [before, after] = [await planned(stack), await planned(stack, values)];
  return { plan: after.plan, change: await changeBetween('main', before, after), problems: [] };
}

async function section(stack: StackName, name: string, changes: object): Promise<ConfigValues> {
  return { [name]: { ...((await readStackFile(stack))[name] as object), ...changes } };
}

describe('the comment on a pull request with another range of the VPC', () => {
  let lines: string[];
  let content: ReportContent;
  beforeAll(async () => {
    const values = configChanges.find(({ name }) => name === 'another range of the VPC')?.change;
    content = await reportOf('staging', values?.(await readStackFile('staging')) ?? {});
    lines = markdownReport(content).split('\n');
  });

  it('sums up the actions and the cost in its first line', () => {
    expect(lines[0]).toMatch(
      /^### `staging`: 0 create, \d+ update, 1\d\d \*\*replace\*\*, 0 delete; \$\d+\.\d\d → \$\d+\.\d\d a month \(±\$0\.00\)$/,
    );
  });

  it('lists replacements first, and what they do to users', () => {
    const rows = lines.filter((line) => /^\| (\*\*)?(replace|delete|update|create|cost)/.test(line));
    const actions = rows.map((row) => row.split('|')[1]?.replaceAll('*', '').trim());
    expect(actions.indexOf('update')).toBeGreaterThan(0);
    expect(actions.slice(actions.indexOf('update'), -1)).not.toContain('replace');
    const row = (words: string) => rows.find((line) => line.includes(words));
    expect(row('aws rds Cluster')).toContain('| data loss: a new, empty database |');
    expect(row('aws eks Cluster')).toContain('| everything: destroy the stack and create it again |');
    expect(row('aws ec2 RouteTable `public`')).toMatch(/vpcId: network-id → \(new\)/);
    expect(row('aws ec2 InternetGateway')).toContain('because of replacementTrigger');
  });

  it('has one row for all objects of the cluster, and stays short enough for GitHub', () => {
    expect(lines.filter((line) => line.includes('objects in the cluster'))).toHaveLength(1);
    expect(lines.filter((line) => /\| kubernetes [A-Z]/.test(line))).toEqual([]);
    expect(lines.join('\n').length).toBeLessThan(15_000);
  });

  it('says the same on a terminal', () => {
    const text = treeReport(content, false);
    expect(text).toContain('downtime: data loss: a new, empty database');
    expect(text).toContain('because of replacementTrigger');
    expect(text).toMatch(/± replace \d+ objects in the cluster/);
    expect(text).toMatch(/\d+ replace, 0 delete; \$/);
  });
});

describe('the downtime of another class of the database', () => {
  it.each([
    ['prod', 'db.m6g.large', '60 to 120 s: failover'],
    ['dev', 'db.t4g.small', 'minutes: the database restarts'],
  ] as const)('in %s with %s is: %s', async (stack, instanceClass, downtime) => {
    const { change, ...rest } = await reportOf(stack, await section(stack, 'database', { class: instanceClass }));
    expect(change?.changes.find(({ type }) => type === 'aws:rds/instance:Instance')?.downtime).toBe(downtime);
    const text = markdownReport({ change, ...rest });
    expect(text).toMatch(/^### `\w+`: 0 create, 1 update, 0 \*\*replace\*\*, 0 delete; /);
    expect(text).toMatch(
      /\| update \| aws rds Instance `database` \| instanceClass: .* \| \$\d+\.\d\d \| \$\d+\.\d\d \| /,
    );
  });
});

describe('a restored database', () => {
  it.each([
    ['snapshotIdentifier', { name: 'nov21', restoreFrom: { name: 'nov21', snapshot: 'before-the-mistake' } }],
    ['restoreToPointInTime', { restoreFrom: { name: 'nov21', pointInTime: 'latest', serves: true } }],
  ])('is not updated when its %s leaves the configuration', async (source, database) => {
    const before = await planned('prod', await section('prod', 'database', database));
    const after = await planned('prod', await section('prod', 'database', { name: 'nov21' }));
    const isRestored = ({ type, name }: { type: string; name: string }) =>
      type === 'aws:rds/instance:Instance' && name === 'database-nov21';
    expect(before.recorded.find(isRestored)?.inputs).toHaveProperty(source);
    const { changes } = await changeBetween('main', before, after);
    expect(changes.filter(isRestored)).toEqual([]);
  });
});

describe('another database engine', () => {
  it('deletes and creates the log groups, which have another component around them', async () => {
    const values = configChanges.find(({ name }) => name === 'another database engine')?.change;
    const { change } = await reportOf('prod', values?.(await readStackFile('prod')) ?? {});
    const logs = change?.changes.filter(({ type }) => type === 'aws:cloudwatch/logGroup:LogGroup');
    expect(logs?.map(({ action, name }) => `${action} ${name}`).sort()).toEqual([
      'create database-error',
      'create database-slowquery',
      'delete database-error',
      'delete database-slowquery',
    ]);
  });
});

describe('another administrator of the cluster', () => {
  it('is listed as an access entry with its policy, and changes nothing else', async () => {
    const admins = ['arn:aws:iam::444444444444:role/on-call'];
    const { change } = await reportOf('prod', await section('prod', 'cluster', { admins }));
    expect(change?.changes.map(({ action, type }) => `${action} ${type}`)).toEqual([
      'create aws:eks/accessEntry:AccessEntry',
      'create aws:eks/accessPolicyAssociation:AccessPolicyAssociation',
    ]);
  });
});

describe('plan --diff with a revision that cannot be compared', () => {
  const plan = (...args: string[]) =>
    execa(process.execPath, ['tools/plan/plan.ts', 'local', '--diff', 'no-such-revision', ...args], {
      cwd: repositoryRoot,
      reject: false,
    });

  it('still comments on a pull request, and says why there is no comparison', async () => {
    const { exitCode, stdout } = await plan('--markdown');
    expect(stdout).toContain('No comparison: Git does not know the revision no-such-revision.');
    expect(stdout).toMatch(/^### `local`: \$0\.00 a month\n/);
    expect(exitCode).toBe(0);
  });

  it('fails on a terminal', async () => {
    const { exitCode, stderr } = await plan();
    expect(stderr).toContain('Git does not know the revision no-such-revision.');
    expect(exitCode).toBe(1);
  });
});
