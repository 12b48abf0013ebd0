import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failingTag, missingTag, unreadyTag } from '../cluster/control-plane/pod-lifecycle.ts';
import { readStackFile, recordStack, stackNames } from '../recorder/recorder.ts';
import { deletionOrder } from './deletion-order.ts';
import { Engine } from './engine.ts';
import { passwordPrefix } from './fake-provider.ts';

// Every stack with a real engine and fake providers: no cloud, no cluster, no download.

/** Types that must be deleted before others on AWS. A remaining load balancer or node would block the later ones. */
const requiredOrder = [
  ['kubernetes:networking.k8s.io/v1:Ingress', 'kubernetes:eks.amazonaws.com/v1:IngressClassParams'],
  ['kubernetes:networking.k8s.io/v1:Ingress', 'kubernetes:karpenter.sh/v1:NodePool'],
  ['kubernetes:karpenter.sh/v1:NodePool', 'aws:eks:Cluster'],
  ['aws:eks:Cluster', 'aws:ec2:Subnet'],
  ['aws:ec2:Subnet', 'aws:ec2:Vpc'],
] as const;

describe.each(stackNames)('%s with a real engine and fake providers', (stack) => {
  let engine: Engine;
  const outputs: string[] = [];

  const pulumi = async (...args: string[]): Promise<string> => {
    const { exitCode, output } = await engine.pulumi(...args);
    expect(exitCode, output).toBe(0);
    outputs.push(output);
    return output;
  };

  beforeAll(async () => {
    engine = await Engine.start({ stack, fakeProviders: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
  });

  afterAll(() => engine?.stop());

  it('previews, and creates every resource that the recorder sees', async () => {
    await pulumi('preview');
    await pulumi('up', '--yes', '--skip-preview');
    const { deployment } = JSON.parse((await engine.pulumi('stack', 'export')).output) as Exported;
    await engine.journal.newEntries();
    const created = deployment.resources?.map(({ urn }) => nameInStack(urn)) ?? [];
    const recorded = (await recordStack(stack)).map(({ urn }) => nameInStack(urn));
    expect(recorded).not.toHaveLength(0);
    expect(recorded.filter((name) => !created.includes(name))).toEqual([]);
  });

  it('changes nothing in a second update', async () => {
    await pulumi('preview', '--expect-no-changes');
    await pulumi('up', '--yes', '--skip-preview', '--expect-no-changes');
    expect(await engine.journal.newEntries()).toEqual([]);
  });

  it('shows no secret in the state or in the output', async () => {
    const state = await pulumi('stack', 'export');
    const decrypted = (await engine.pulumi('stack', 'export', '--show-secrets')).output;
    // A password, a key as PEM, and the private member of a JSON key with any level of quoting.
    for (const secret of [new RegExp(passwordPrefix), /PRIVATE KEY/, /\\+"d\\+":/]) {
      expect(decrypted).toMatch(secret);
      expect(state).not.toMatch(secret);
      expect(outputs.join('')).not.toMatch(secret);
    }
  });

  it('updates only what runs the backend when the image of the backend changes', async () => {
    await engine.configure(['images', 'backend'], 'taskyard/backend:9.9.9');
    await pulumi('up', '--yes', '--skip-preview');
    expect((await engine.journal.newEntries()).sort()).toEqual([
      'create kubernetes:batch/v1:Job::database-grants',
      'create kubernetes:batch/v1:Job::migrate',
      'delete kubernetes:batch/v1:Job::database-grants',
      'delete kubernetes:batch/v1:Job::migrate',
      'update kubernetes:apps/v1:Deployment::auth',
      'update kubernetes:apps/v1:Deployment::tasks',
      ...(stack === 'local' ? [] : ['update kubernetes:batch/v1:CronJob::rotate-keys']),
    ]);
  });

  it('writes passwords again in a new generation, but never signing keys', async () => {
    await engine.configure(['secrets', 'generation'], 2);
    await pulumi('up', '--yes', '--skip-preview');
    const written = (await engine.journal.newEntries()).filter((entry) => /Secret(Version)?::/.test(entry));
    expect(written.some((entry) => entry.endsWith('::database'))).toBe(stack !== 'local');
    expect(written.filter((entry) => entry.endsWith('::jwt-keys'))).toEqual([]);
  });

  it('replaces no object but Jobs for new passwords, and rolls what reads them at its start', async () => {
    await engine.configure(['secrets', 'generation'], 3);
    await pulumi('up', '--yes', '--skip-preview');
    const entries = await engine.journal.newEntries();
    expect(entries.filter(isReplacement)).toEqual([]);
    expect(entries).toEqual(expect.arrayContaining([rolls('auth'), rolls('tasks')]));
    expect(entries.filter((entry) => entry.includes(':StatefulSet::'))).toEqual([]);
    if (stack !== 'local') return;
    // The database knows a password before a Secret holds it, also for a pod that happens to restart meanwhile.
    const jobs = entries.indexOf('create kubernetes:batch/v1:Job::database-users');
    expect(jobs).toBeGreaterThanOrEqual(0);
    for (const name of ['auth', 'tasks']) {
      expect(entries.indexOf(`update kubernetes:core/v1:Secret::${name}`), name).toBeGreaterThan(jobs);
    }
  });

  // On AWS a CronJob rotates, without the engine.
  it.runIf(stack === 'local')('updates two Secrets for a new signing key, and restarts nothing', async () => {
    await engine.configure(['signingKeys', 'names'], ['2026-11', '2026-12']);
    await pulumi('up', '--yes', '--skip-preview');
    expect((await engine.journal.newEntries()).sort()).toEqual([
      'create tls:index/privateKey:PrivateKey::signing-key-2026-12',
      'update kubernetes:core/v1:Secret::auth',
      'update kubernetes:core/v1:Secret::tasks',
    ]);
  });

  it('updates the bundles of authorities for a new authority, and rolls its clients', async () => {
    if (stack === 'local') {
      await pulumi('up', '--yes', '--skip-preview', '--replace', '**SelfSignedCert::database-tls-authority-first');
    } else {
      // As if an older version of the program had deployed another bundle.
      await engine.editState((state) => state.replaceAll(/-----BEGIN CERTIFICATE-----\\n..../g, '$&AAAA'));
      await pulumi('up', '--yes', '--skip-preview');
    }
    const entries = await engine.journal.newEntries();
    for (const client of ['auth', 'tasks', 'migrate', 'admin']) {
      expect(entries).toContain(`update kubernetes:core/v1:ConfigMap::database-authorities-${client}`);
    }
    expect(entries.filter(isReplacement)).toEqual([]);
    if (stack !== 'local') return;
    expect(entries).toEqual(expect.arrayContaining([rolls('auth'), rolls('tasks')]));
    expect(entries).not.toContain('update kubernetes:apps/v1:StatefulSet::database');
  });

  // On AWS the database has its own certificate.
  it.runIf(stack === 'local')('renews the certificate of the database without a restart', async () => {
    await pulumi('up', '--yes', '--skip-preview', '--replace', '**LocallySignedCert::database-tls-server');
    expect((await engine.journal.newEntries()).filter((entry) => entry.includes(' kubernetes:'))).toEqual([
      'update kubernetes:core/v1:Secret::database-tls',
      'delete kubernetes:batch/v1:Job::database-users',
      'create kubernetes:batch/v1:Job::database-users',
    ]);
  });

  it.each([
    ['whose image does not exist', missingTag, /Job::migrate$/],
    ['whose migration fails', failingTag, /Job::migrate$/],
    // When one of the two has failed, the engine starts the other one no more.
    ['whose pods never become ready', unreadyTag, /Deployment::(auth|tasks)$/],
  ])('repeats a release %s, and returns to the former one', async (_, tag, culprit) => {
    const [former, broken] = ['taskyard/backend:9.9.9', `taskyard/backend:${tag}`];
    await engine.configure(['images', 'backend'], broken);
    for (const _attempt of [1, 2]) {
      const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview');
      expect(exitCode, output).not.toBe(0);
      expect((await engine.journal.newEntries()).some((entry) => culprit.test(entry))).toBe(true);
    }
    await engine.configure(['images', 'backend'], former);
    await pulumi('up', '--yes', '--skip-preview');
    const entries = await engine.journal.newEntries();
    expect(entries).toContain('create kubernetes:batch/v1:Job::migrate');
    expect(entries.filter(isReplacement)).toEqual([]);
    await pulumi('up', '--yes', '--skip-preview', '--expect-no-changes');
  });

  it('refuses to be destroyed while a resource is protected', async () => {
    const protectedResources = (await recordStack(stack)).filter(({ protect }) => protect);
    expect(protectedResources.length > 0).toBe((await readStackFile(stack)).protected);
    if (stack === 'local') {
      await engine.configure(['protected'], true);
      await pulumi('up', '--yes', '--skip-preview');
      await engine.journal.newEntries();
    } else if (protectedResources.length === 0) return;
    const { exitCode, output } = await engine.pulumi('destroy', '--yes');
    expect(exitCode).not.toBe(0);
    // Resources that are needed only by protected ones, such as a key, are not mentioned.
    expect(output).toMatch(/::database(-data|-dumps)?" cannot be deleted/);
    expect(await engine.journal.newEntries()).toEqual([]);
    // As the runbook describes it.
    await engine.configure(['protected'], false);
    await pulumi('up', '--yes', '--skip-preview');
    await engine.journal.newEntries();
  });

  it('is destroyed completely, in an order that leaves no cloud resource behind', async () => {
    const order = deletionOrder(await pulumi('destroy', '--yes', '--skip-preview'));
    const { deployment } = JSON.parse((await engine.pulumi('stack', 'export')).output) as Exported;
    expect(deployment.resources ?? []).toEqual([]);
    const entries = await engine.journal.newEntries();
    expect(entries).toContain('delete kubernetes:networking.k8s.io/v1:Ingress::app-ingress');
    if (stack === 'local') return;
    for (const [first, then] of requiredOrder) {
      expect({ first, then, inOrder: order.isDeletedBefore(first, then) }).toEqual({ first, then, inOrder: true });
    }
    // These objects are deleted with the cluster, so the engine does not delete each of them.
    expect(entries.filter((entry) => entry.startsWith('delete kubernetes:apps/v1'))).toEqual([]);
  });
});

/** Whether an entry of the journal creates or deletes an object of the cluster. Jobs are meant to be replaced. */
function isReplacement(entry: string): boolean {
  return /^(create|delete) kubernetes:/.test(entry) && !entry.includes(':Job::');
}

function rolls(deployment: string): string {
  return `update kubernetes:apps/v1:Deployment::${deployment}`;
}

/** `type::name`. Without an engine, a URN contains only the type of the nearest parent. */
function nameInStack(urn: string): string {
  const [, , types = '', name] = urn.split('::');
  return `${types.split('$').at(-1)}::${name}`;
}

interface Exported {
  readonly deployment: { readonly resources?: readonly { readonly urn: string }[] };
}
