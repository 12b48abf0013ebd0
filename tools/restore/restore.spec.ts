import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { grantsScript, usersScript } from '../../stacks/app/database-privileges.ts';
import { backupScript, listDumpsScript, restoreScript } from '../../stacks/app/database-scripts.ts';
import { networkRules } from '../cluster/network-rules.ts';
import { stackObjects } from '../cluster/stack-objects.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import { recordStack } from '../recorder/recorder.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { dataNamespace, listJob, migrateJob, neededObjects, type RolloutJob, restoreJob } from './dump-jobs.ts';
import { readArguments } from './restore-arguments.ts';

const dump = 'taskyard-20261121T021500Z.sql.gz';
const image = 'mysql:8.4.7';

interface Template {
  readonly metadata: object;
  readonly spec: { readonly containers: readonly { readonly env: readonly object[] }[]; readonly volumes: object };
}
const templateOf = (job: unknown) => (job as { spec: { template: Template } }).spec.template;

describe('the Job of a restore', () => {
  let graph: RecordedGraph;
  beforeAll(async () => {
    graph = new RecordedGraph(await recordStack('local'));
  });

  it('has the pod of the schedule: only the script and its variables differ', () => {
    const { jobTemplate } = graph.one(':CronJob', 'backup').inputs.spec as { jobTemplate: unknown };
    const without = ({ metadata, spec }: Template) => ({
      metadata,
      spec: { ...spec, containers: spec.containers.map((each) => ({ ...each, command: [], env: [] })) },
    });
    for (const job of [listJob(image), restoreJob({ image, dump, keepPresentData: true })]) {
      expect(without(templateOf(job))).toEqual(without(templateOf(jobTemplate)));
    }
  });

  it('uses secrets, volumes and keys that the stack has', () => {
    const names = graph.resources
      .filter(({ type }) => type.startsWith('kubernetes:'))
      .map(({ type, inputs }) => {
        const { namespace, name } = (inputs.metadata ?? {}) as { namespace?: string; name?: string };
        return `${namespace} ${type.split(':').at(-1)?.toLowerCase()}/${name}`;
      });
    expect(names).toEqual(expect.arrayContaining(neededObjects.map((object) => `${dataNamespace} ${object}`)));
    const { stringData } = graph.one(':Secret', 'database-users').inputs as { stringData: Record<string, string> };
    const [container] = templateOf(restoreJob({ image, dump, keepPresentData: true })).spec.containers;
    const keys = JSON.stringify(container?.env).match(/(?<="key":")\w+/g) ?? [];
    expect(keys).toEqual(['MIGRATOR_PASSWORD', 'MIGRATOR_PREVIOUS_PASSWORD']);
    for (const key of keys) expect(Object.keys(stringData)).toContain(key);
  });

  it('may reach the database and the resolver, and nothing else', async () => {
    const objects = (await stackObjects('local')).map(({ object }) => object);
    const withJob = [...objects, restoreJob({ image, dump, keepPresentData: true })];
    const added = networkRules(withJob, []).filter((rule) => !networkRules(objects, []).includes(rule));
    expect(added.filter((rule) => !rule.endsWith('taskyard-data/database:3306'))).toEqual([]);
  });

  it('migrates with the deployed image, and only from a Job of the migration', () => {
    const job = graph.one(':Job', 'migrate').inputs as unknown as RolloutJob;
    const { spec } = templateOf(migrateJob(job, 'taskyard/backend:deployed'));
    expect(spec.containers).toEqual([expect.objectContaining({ image: 'taskyard/backend:deployed' })]);
    expect(() => migrateJob(graph.one(':Job', 'database-grants').inputs as unknown as RolloutJob, 'x')).toThrow();
  });
});

it.each([usersScript, grantsScript, backupScript, listDumpsScript, restoreScript])(
  'has no $$ in a script, which the kubelet would change to $',
  (script) => {
    expect(script).not.toContain('$$');
  },
);

describe('the arguments', () => {
  it.each([
    [[], 'name one stack: local, dev, staging, prod'],
    [['local', '../secret'], '../secret is not the name of a dump'],
    [['local', dump, dump], 'name one dump'],
    [['local', '--now'], "Unknown option '--now'"],
  ])('%j are refused', (words, message) => {
    expect(() => readArguments(words)).toThrow(message);
  });

  it('keep the present data unless they are told not to', () => {
    expect(readArguments(['local', dump])).toMatchObject({ dump, keepPresentData: true, yes: false });
    expect(readArguments(['local', dump, '--without-present-data'])).toMatchObject({ keepPresentData: false });
  });
});

describe('npm run restore', () => {
  const run = (args: string[], env: Record<string, string> = {}) =>
    execa(process.execPath, ['tools/restore/restore.ts', ...args], {
      cwd: repositoryRoot,
      reject: false,
      env,
      stdin: 'ignore',
    });

  it('prints its usage', async () => {
    const { exitCode, stdout } = await run(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Usage: npm run restore -- <stack> [<dump>]');
  });

  it('refuses a stack on AWS and names the runbook', async () => {
    const { exitCode, stderr } = await run(['prod', dump, '--yes']);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('The database of prod is on AWS, which restores it itself: docs/runbooks/restore.md');
  });

  it('says what to install when there is no kubectl', async () => {
    const { exitCode, stderr } = await run(['local'], { PATH: '/nonexistent' });
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 1 });
    expect(stderr).toContain('kubectl is not on the PATH.');
  });
});
