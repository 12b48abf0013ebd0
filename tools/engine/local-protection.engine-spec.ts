import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueAt } from '../cluster/control-plane/api-object.ts';
import { LocalStack } from './local-stack.ts';

// The data of a protected stack in a real cluster. Volumes are useless without the password of the database, so it must
// come back too.

let local: LocalStack;
let data: Data;

interface Data {
  /** UIDs of the namespace with the data and of the volume claims. */
  readonly uids: Readonly<Record<string, unknown>>;
  readonly rootPassword: unknown;
}

async function dataInCluster(): Promise<Data> {
  const { client } = local.plane;
  const kept = [
    ...(await client.list('v1', 'Namespace')),
    ...(await client.list('v1', 'PersistentVolumeClaim')),
  ].filter(
    ({ metadata, status }) =>
      (metadata.name === 'taskyard-data' || metadata.namespace === 'taskyard-data') &&
      valueAt(metadata, 'deletionTimestamp') === undefined &&
      valueAt(status, 'phase') !== 'Terminating',
  );
  const secrets = await client.list('v1', 'Secret');
  const root = secrets.find(({ metadata }) => metadata.name === 'database-root');
  return {
    uids: Object.fromEntries(kept.map(({ kind, metadata }) => [`${kind} ${metadata.name}`, valueAt(metadata, 'uid')])),
    rootPassword: valueAt(root, 'data', 'password'),
  };
}

async function succeeds(...args: string[]): Promise<string> {
  const { exitCode, output } = await local.engine.pulumi(...args);
  expect(exitCode, output).toBe(0);
  return output;
}

async function podsLeft(): Promise<string[]> {
  return (await local.plane.client.list('v1', 'Pod')).map(({ metadata }) => metadata.name);
}

beforeAll(async () => {
  local = await LocalStack.start();
  await local.engine.configure(['protected'], true);
  await local.up();
  data = await dataInCluster();
});

afterAll(() => local?.stop());

describe('the data of a protected stack in a cluster', () => {
  it('are a namespace and two volume claims', () => {
    expect(Object.keys(data.uids).sort()).toEqual([
      'Namespace taskyard-data',
      'PersistentVolumeClaim database-data',
      'PersistentVolumeClaim database-dumps',
    ]);
  });

  it('stop a destroy in its preview, before anything is deleted', async () => {
    const { exitCode, output } = await local.engine.pulumi('destroy', '--yes');
    expect(exitCode, output).not.toBe(0);
    // The engine names the first one only.
    expect(output).toMatch(
      /"urn:[^"]*PersistentVolumeClaim::database-\w+" cannot be deleted\s+because it is protected/,
    );
    expect(await podsLeft()).not.toEqual([]);
    await succeeds('up', '--yes', '--skip-preview', '--expect-no-changes');
  });

  it('stay when everything else is destroyed, and the next update uses them', async () => {
    await succeeds('destroy', '--yes', '--skip-preview', '--exclude-protected');
    expect(await podsLeft()).toEqual([]);
    expect((await dataInCluster()).uids).toEqual(data.uids);
    await local.up();
    expect(await dataInCluster()).toEqual(data);
  });

  it('outlive a destroy by force, and come back with the exported state', async () => {
    await local.engine.exportState('before-destroy.json');
    await succeeds('state', 'unprotect', '--all', '--yes');
    await succeeds('destroy', '--yes', '--skip-preview');
    expect(await podsLeft()).toEqual([]);
    expect((await dataInCluster()).uids).toEqual(data.uids);

    await local.engine.importState('before-destroy.json');
    await local.up('--refresh');
    expect(await dataInCluster()).toEqual(data);
  });

  it('outlive a destroy of the stack that is not protected any more, and a new one takes them over', async () => {
    await local.engine.configure(['protected'], false);
    await local.engine.configure(['database', 'keepData'], true);
    await local.up();
    await succeeds('destroy', '--yes', '--skip-preview');
    expect(await podsLeft()).toEqual([]);
    expect((await dataInCluster()).uids).toEqual(data.uids);

    const { exitCode, output } = await local.update();
    expect(exitCode).not.toBe(0);
    expect(output).toContain('already exists');
    local.engine.setEnvironment('PULUMI_K8S_UPSERT_EXISTING_OBJECTS', 'true');
    await local.up();
    expect((await dataInCluster()).uids).toEqual(data.uids);
  });

  it('are deleted with the stack when it must not keep them', async () => {
    await local.engine.configure(['database', 'keepData'], false);
    await local.up();
    await succeeds('destroy', '--yes', '--skip-preview');
    expect((await dataInCluster()).uids).toEqual({});
  });
});
