import type { ResourceTransformationArgs } from '@pulumi/pulumi';
import { describe, expect, it } from 'vitest';
import { RecordedGraph } from '../../tools/recorder/recorded-graph.ts';
import { podOf } from '../../tools/recorder/recorded-pods.ts';
import { recordStack, type StackName, stackNames } from '../../tools/recorder/recorder.ts';
import { databaseUsers } from './generated-secrets.ts';

const inGeneration = async (stack: StackName, generation: number) =>
  new RecordedGraph(await recordStack(stack, { secrets: { generation, recoveryDays: 0 } }));
const passwords = (graph: RecordedGraph) =>
  graph
    .all('RandomPassword')
    .map(({ name }) => name)
    .filter((name) => name.startsWith('database-'))
    .sort();
const credentialsOf = (graph: RecordedGraph, job: string) =>
  podOf(graph, job).spec.volumes?.find(({ name }) => name === 'credentials')?.secret;

describe.each(stackNames)('a generation of passwords of %s', (stack) => {
  const accounts = [...databaseUsers, ...(stack === 'local' ? ['root'] : [])];

  it('keeps those of the generation before in the state', async () => {
    const of = (generation: number) => accounts.map((account) => `database-${account}-g${generation}`);
    expect(passwords(await inGeneration(stack, 1))).toEqual(of(1).sort());
    expect(passwords(await inGeneration(stack, 7))).toEqual([...of(6), ...of(7)].sort());
  });

  it('does not replace the passwords of version 0.1.0', async () => {
    const formerNames = new Map<string, unknown>();
    const onDeclare = ({ name, opts }: ResourceTransformationArgs) => formerNames.set(name, opts.aliases);
    const graph = new RecordedGraph(await recordStack(stack, {}, { onDeclare }));
    for (const account of accounts) {
      const { name, inputs } = graph.one('RandomPassword', `database-${account}-g1`);
      expect(inputs.keepers).toEqual({ generation: '1' });
      expect(formerNames.get(name)).toEqual([{ name: `database-${account}` }]);
    }
  });

  it('reaches the database before any pod that uses it', async () => {
    const graph = await inGeneration(stack, 2);
    const users = graph.one(':Job', 'database-users');
    const secret = stack === 'local' ? ':Secret' : 'ExternalSecret';
    for (const [type, name] of [
      [secret, 'auth'],
      [secret, 'tasks'],
      [':Job', 'migrate'],
      [':Deployment', 'auth'],
      [':Deployment', 'tasks'],
    ] as const) {
      expect({ name, type, after: graph.dependsOn(graph.one(type, name), users) }).toMatchObject({ after: true });
    }
  });

  it('reaches the Jobs of the administrator as files, which the kubelet renews, and only where RDS rotates do they wait', async () => {
    const graph = await inGeneration(stack, 2);
    for (const job of ['database-users', 'database-grants']) {
      const [container] = podOf(graph, job).spec.containers;
      expect(container?.env?.filter(({ name }) => name.includes('PASSWORD'))).toEqual([]);
      expect(container?.volumeMounts).toContainEqual(
        expect.objectContaining({ name: 'credentials', mountPath: '/etc/taskyard/credentials' }),
      );
      const wait = container?.env?.find(({ name }) => name === 'ROTATION_SECONDS')?.value;
      if (stack === 'local') expect(wait).toBeUndefined();
      else {
        const { refreshInterval } = graph.one('ExternalSecret', 'database-users').inputs.spec as {
          refreshInterval: string;
        };
        const kubeletSeconds = 120;
        expect(Number(wait)).toBeGreaterThan(Number.parseInt(refreshInterval, 10) * 60 + kubeletSeconds);
        const { activeDeadlineSeconds } = graph.one(':Job', job).inputs.spec as { activeDeadlineSeconds: number };
        expect(Number(wait)).toBeLessThan(activeDeadlineSeconds);
      }
    }
  });

  it('is set by a Job that also knows the previous passwords', async () => {
    const graph = await inGeneration(stack, 2);
    const keys = credentialsOf(graph, 'database-users')?.items?.map(({ key }) => key);
    for (const account of ['AUTH', 'TASKS', 'MIGRATOR', 'BACKUP', ...(stack === 'local' ? ['ADMIN'] : [])]) {
      expect(keys).toEqual(expect.arrayContaining([`${account}_PASSWORD`, `${account}_PREVIOUS_PASSWORD`]));
    }
    // RDS rotates the password of its administrator.
    expect(keys?.includes('ADMIN_PREVIOUS_PASSWORD')).toBe(stack === 'local');
  });
});
