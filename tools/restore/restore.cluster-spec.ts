import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiClient } from '../cluster/control-plane/api-client.ts';
import { type ApiObject, valueAt } from '../cluster/control-plane/api-object.ts';
import { ControlPlane } from '../cluster/control-plane/control-plane.ts';
import { installDefinitions } from '../cluster/control-plane/definitions.ts';
import { failingTag } from '../cluster/control-plane/pod-lifecycle.ts';
import { fakeNodes, fakeVolumes } from '../cluster/prerequisites.ts';
import { rollOut } from '../cluster/rollout.ts';
import { stackObjects } from '../cluster/stack-objects.ts';
import { readEnvironment } from '../shared/environment.ts';
import { eventually } from '../shared/eventually.ts';
import { findProgram } from '../shared/machine.ts';
import { appNamespace, dataNamespace, listJob, restoreJob } from './dump-jobs.ts';
import { Kubectl } from './kubectl.ts';
import { checkCluster, restoreDatabase } from './restore-database.ts';

// The Jobs and the steps of a restore on a real control plane. Its pods run nothing; test:mysql runs the scripts.

const dump = 'taskyard-20261121T021500Z.sql.gz';
const image = 'mysql:8.4.7';
const hasKubectl = findProgram(readEnvironment().machine, 'kubectl') !== undefined;
if (!hasKubectl) console.log('The steps of a restore are SKIPPED: kubectl is not on the PATH.');

let plane: ControlPlane;
let client: ApiClient;
let kubectl: Kubectl;

const deployment = (name: string): ApiObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: appNamespace },
});
const schedule: ApiObject = {
  apiVersion: 'batch/v1',
  kind: 'CronJob',
  metadata: { name: 'backup', namespace: dataNamespace },
};
const replicas = async (name: string) => valueAt(await client.read(deployment(name)), 'spec', 'replicas');
const suspended = async () => valueAt(await client.read(schedule), 'spec', 'suspend');
const jobNames = async () => (await client.list('batch/v1', 'Job')).map(({ metadata }) => metadata.name);

async function restore(lines: string[] = []): Promise<void> {
  const signal = new AbortController().signal;
  await restoreDatabase(kubectl, { dump, keepPresentData: true, print: (line) => lines.push(line), signal });
}

beforeAll(async () => {
  const objects = await stackObjects('local');
  plane = await ControlPlane.start();
  client = plane.client;
  kubectl = new Kubectl({ kubeconfig: plane.kubeconfigFile, context: undefined });
  await installDefinitions(client);
  const manifests = objects.map(({ object }) => object);
  for (const object of [...fakeNodes(), ...fakeVolumes(manifests)]) await client.apply(object);
  expect((await rollOut(client, objects)).refused).toEqual([]);
  await eventually(60, async () => {
    for (const name of ['auth', 'tasks']) expect(await replicas(name)).toBe(1);
  });
});
afterAll(() => plane?.stop());

it.each([
  ['listing dumps', listJob(image)],
  ['a restore', restoreJob({ image, dump, keepPresentData: true })],
])('the Job of %s is accepted, and its pod passes admission and runs', async (_, job) => {
  await client.apply(job);
  await eventually(60, async () => {
    expect(valueAt(await client.read(job), 'status', 'succeeded')).toBe(1);
  });
  await client.delete(job);
});

describe.skipIf(!hasKubectl)('restoring (needs kubectl)', () => {
  it('stops the writers and the schedule, runs both Jobs, starts everything and leaves no object behind', async () => {
    const before = await jobNames();
    const seen = new Set<string>();
    const observer = setInterval(() => {
      void replicas('auth').then(
        (count) => seen.add(`auth ${count}`),
        () => {},
      );
      void suspended().then(
        (value) => seen.add(`suspended ${value}`),
        () => {},
      );
    }, 100);
    const lines: string[] = [];
    await restore(lines);
    clearInterval(observer);
    expect(lines).toEqual([
      'Stopping auth and tasks, and the schedule of dumps.',
      'Running the migrations of the deployed image.',
      'Starting auth and tasks, and the schedule of dumps.',
    ]);
    expect([...seen]).toEqual(expect.arrayContaining(['auth 0', 'suspended true']));
    for (const name of ['auth', 'tasks']) expect(await replicas(name)).toBe(1);
    expect(await suspended()).toBe(false);
    expect(await jobNames()).toEqual(before);
  });

  it('leaves the app stopped when the database may be incomplete, and starts it after the next restore', async () => {
    const withImage = (tag: string) =>
      kubectl.run(['set', 'image', '--namespace', dataNamespace, 'cronjob/backup', `backup=mysql:${tag}`]);
    await withImage(failingTag);
    await expect(restore()).rejects.toThrow('The database may hold a part of the data. auth, tasks and the schedule');
    expect(await replicas('auth')).toBe(0);
    expect(await suspended()).toBe(true);
    expect(await jobNames()).not.toContain('restore');
    await withImage('8.4.7');
    await restore();
    expect(await replicas('auth')).toBe(1);
    expect(await suspended()).toBe(false);
  });

  it('refuses to work beside a dump', async () => {
    const { template } = listJob(image).spec as {
      template: { metadata: { labels: Record<string, string> }; spec: object };
    };
    const metadata = { ...template.metadata, name: 'by-hand', namespace: dataNamespace };
    const byHand = { apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec };
    await client.apply(byHand);
    await expect(restore()).rejects.toThrow('A dump is being written. Try again when it has ended.');
    expect(await replicas('auth')).toBe(1);
    await client.delete(byHand);
  });

  it('names what the cluster lacks', async () => {
    await checkCluster(kubectl);
    await client.delete({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'database-users', namespace: dataNamespace },
    });
    await expect(checkCluster(kubectl)).rejects.toThrow(`The namespace ${dataNamespace} has no secret/database-users.`);
  });
});
