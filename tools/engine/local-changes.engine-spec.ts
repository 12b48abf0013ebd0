import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { valueAt } from '../cluster/control-plane/api-object.ts';
import { failingTag, missingTag, unreadyTag } from '../cluster/control-plane/pod-lifecycle.ts';
import { eventually } from '../shared/eventually.ts';
import { LocalStack } from './local-stack.ts';

// What serves people or holds data keeps its identity through every change, and a failed release has a way back.

let local: LocalStack;
let identities: Record<string, unknown>;
const former = 'taskyard/backend:0.1.0';

beforeAll(async () => {
  local = await LocalStack.start();
  await local.up();
  identities = await local.identities();
});

afterAll(() => local?.stop());

async function dataOf(kind: 'Secret' | 'ConfigMap', name: string): Promise<Record<string, string>> {
  const found = (await local.plane.client.list('v1', kind)).find(({ metadata }) => metadata.name === name);
  return (found?.data ?? {}) as Record<string, string>;
}

/** The names of Deployments and StatefulSets that got new pods. */
async function rolledBy(change: () => Promise<unknown>): Promise<string[]> {
  const before = await local.templates();
  await change();
  const after = await local.templates();
  return Object.keys(after).filter((name) => after[name] !== before[name]);
}

describe('a change of the local stack', () => {
  it('adds a signing key without a restart', async () => {
    const before = await dataOf('Secret', 'auth');
    const rolled = await rolledBy(async () => {
      await local.engine.configure(['signingKeys', 'names'], ['2026-11', '2026-12']);
      await local.up();
    });
    expect((await dataOf('Secret', 'auth'))['private.json']).not.toBe(before['private.json']);
    expect(rolled).toEqual([]);
    expect(await local.identities()).toEqual(identities);
  });

  it('rolls auth and tasks for new passwords of the database', async () => {
    const before = await dataOf('Secret', 'tasks');
    const rolled = await rolledBy(async () => {
      await local.engine.configure(['secrets', 'generation'], 2);
      await local.up();
    });
    expect((await dataOf('Secret', 'tasks')).DATABASE_URL).not.toBe(before.DATABASE_URL);
    expect(rolled.sort()).toEqual(['auth', 'tasks']);
    expect(await local.identities()).toEqual(identities);
  });

  it('restarts nothing for a renewed certificate of the database', async () => {
    const before = await dataOf('Secret', 'database-tls');
    const rolled = await rolledBy(() => local.up('--replace', '**LocallySignedCert::database-tls-server'));
    expect((await dataOf('Secret', 'database-tls'))['tls.crt']).not.toBe(before['tls.crt']);
    expect(rolled).toEqual([]);
    expect(await local.identities()).toEqual(identities);
  });

  it.each([
    ['adds an authority of the database', ['first', 'second'], ['auth', 'tasks']],
    ['lets the new authority sign', ['second', 'first'], []],
    ['drops the former authority', ['second'], ['auth', 'tasks']],
  ])('%s: the clients roll, the database does not', async (_, authorities, rolling) => {
    const rolled = await rolledBy(async () => {
      await local.engine.configure(['database', 'authorities'], authorities);
      await local.up();
    });
    expect(rolled.sort()).toEqual(rolling);
    const bundle = (await dataOf('ConfigMap', 'database-authorities-tasks'))['ca.pem'] ?? '';
    expect(bundle.match(/BEGIN CERTIFICATE/g)).toHaveLength(authorities.length);
    expect(await local.identities()).toEqual(identities);
  });
});

describe('a failed release', () => {
  const release = async (image: string, interrupt: AbortSignal) => {
    await local.engine.configure(['images', 'backend'], image);
    return local.engine.interruptible(interrupt, 'up', '--yes', '--skip-preview');
  };
  const migrations = async () =>
    (await local.plane.client.list('batch/v1', 'Job')).filter(({ metadata }) => metadata.name.startsWith('migrate-'));

  /** @returns the path of the Job whose pod waits for its image */
  const waitingMigration = (image: string) =>
    eventually(90, async () => {
      const waiting = (await migrations()).find(({ spec }) => JSON.stringify(spec).includes(image));
      expect(valueAt(waiting?.status, 'active')).toBe(1);
      return `/apis/batch/v1/namespaces/taskyard/jobs/${waiting?.metadata.name}`;
    });

  /** A rolling update of both Deployments has begun, and waits for its first pods. */
  const rollingUpdate = (image: string) =>
    eventually(120, async () => {
      const images = await local.deployedImages();
      expect(images.filter((each) => each === image)).toHaveLength(2);
    });

  /** @returns the UID of the one migration that is left */
  async function failedRelease(tag: string): Promise<unknown> {
    const image = `taskyard/backend:${tag}`;
    const interrupt = new AbortController();
    const update = release(image, interrupt.signal);
    if (tag === missingTag) {
      // As in the runbook: the deadline of the Job passes at once, instead of in fifteen minutes.
      await local.patch(await waitingMigration(image), { spec: { activeDeadlineSeconds: 1 } });
    }
    if (tag === unreadyTag) {
      await rollingUpdate(image);
      interrupt.abort();
    }
    const { exitCode, output } = await update;
    expect(exitCode, output).not.toBe(0);
    const [only, ...others] = await migrations();
    // Two at once could change the schema at the same time.
    expect(others).toEqual([]);
    return valueAt(only?.metadata, 'uid');
  }

  async function takeBack(...args: string[]): Promise<void> {
    await local.engine.configure(['images', 'backend'], former);
    const { exitCode, output } = await local.update(...args);
    expect(exitCode, output).toBe(0);
    expect(await local.deployedImages()).toEqual([former, former, 'taskyard/web:0.1.0']);
    expect(await local.identities()).toEqual(identities);
  }

  it.each([
    ['whose image does not exist', missingTag],
    ['whose migration fails', failingTag],
  ])('%s runs again, and the former one comes back', async (_, tag) => {
    const images = await local.deployedImages();
    const first = await failedRelease(tag);
    expect(await failedRelease(tag)).not.toBe(first);
    expect(await local.deployedImages()).toEqual(images);
    await takeBack();
  });

  it('whose pods never become ready is interrupted, because the engine waits for ten minutes, and taken back', async () => {
    await failedRelease(unreadyTag);
    await takeBack('--refresh');
    const { exitCode, output } = await local.update('--expect-no-changes');
    expect(exitCode, output).toBe(0);
  });
});
