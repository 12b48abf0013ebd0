import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStackFile, recordStack, stackNames } from '../recorder/recorder.ts';
import { deletions } from './deletion-order.ts';
import { Engine } from './engine.ts';
import { clearText } from './fake-provider.ts';

// Every stack by a real engine, with stand-ins for all providers: no cloud, no cluster, no download.

/** What must be gone before what is asked to go, on AWS: a load balancer's or a node's remains would hold up the rest. */
const destroyOrder = [
  ['kubernetes:networking.k8s.io/v1:Ingress', 'kubernetes:eks.amazonaws.com/v1:IngressClassParams'],
  ['kubernetes:networking.k8s.io/v1:Ingress', 'kubernetes:karpenter.sh/v1:NodePool'],
  ['kubernetes:karpenter.sh/v1:NodePool', 'aws:eks:Cluster'],
  ['aws:eks:Cluster', 'aws:ec2:Subnet'],
  ['aws:ec2:Subnet', 'aws:ec2:Vpc'],
] as const;

describe.each(stackNames)('%s, by a real engine with stand-in providers', (stack) => {
  let engine: Engine;
  const seen: string[] = [];

  const pulumi = async (...args: string[]): Promise<string> => {
    const { exitCode, output } = await engine.pulumi(...args);
    expect(exitCode, output).toBe(0);
    seen.push(output);
    return output;
  };

  beforeAll(async () => {
    engine = await Engine.start({ stack, standIns: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
  });

  afterAll(() => engine?.stop());

  it('previews and comes up with every resource the recorder sees', async () => {
    await pulumi('preview');
    await pulumi('up', '--yes', '--skip-preview');
    const { deployment } = JSON.parse((await engine.pulumi('stack', 'export')).output) as Exported;
    await engine.journal.news();
    const there = deployment.resources?.map(({ urn }) => nameInStack(urn)) ?? [];
    const recorded = (await recordStack(stack)).map(({ urn }) => nameInStack(urn));
    expect(recorded.filter((name) => !there.includes(name))).toEqual([]);
  });

  it('has nothing to do the second time', async () => {
    await pulumi('preview', '--expect-no-changes');
    await pulumi('up', '--yes', '--skip-preview', '--expect-no-changes');
    expect(await engine.journal.news()).toEqual([]);
  });

  it('shows no secret in the state or on the screen', async () => {
    const state = await pulumi('stack', 'export');
    const opened = (await engine.pulumi('stack', 'export', '--show-secrets')).output;
    // A password, a key as PEM, and the private member of a key as JSON, however often it is quoted.
    for (const secret of [new RegExp(clearText), /PRIVATE KEY/, /\\+"d\\+":/]) {
      expect(opened).toMatch(secret);
      expect(state).not.toMatch(secret);
      expect(seen.join('')).not.toMatch(secret);
    }
  });

  it('touches only what runs the backend when the backend’s image changes', async () => {
    await engine.configure(['images', 'backend'], 'taskyard/backend:9.9.9');
    await pulumi('up', '--yes', '--skip-preview');
    expect((await engine.journal.news()).sort()).toEqual([
      'create kubernetes:batch/v1:Job::database-grants',
      'create kubernetes:batch/v1:Job::migrate',
      'delete kubernetes:batch/v1:Job::database-grants',
      'delete kubernetes:batch/v1:Job::migrate',
      'update kubernetes:apps/v1:Deployment::auth',
      'update kubernetes:apps/v1:Deployment::tasks',
      ...(stack === 'local' ? [] : ['update kubernetes:batch/v1:CronJob::rotate-keys']),
    ]);
  });

  it('writes passwords again in a new generation, and signing keys never', async () => {
    await engine.configure(['secrets', 'generation'], 2);
    await pulumi('up', '--yes', '--skip-preview');
    const written = (await engine.journal.news()).filter((entry) => /Secret(Version)?::/.test(entry));
    expect(written.some((entry) => entry.endsWith('::database'))).toBe(stack !== 'local');
    expect(written.filter((entry) => entry.endsWith('::jwt-keys'))).toEqual([]);
  });

  it('refuses to be destroyed while something in it is protected', async () => {
    const guarded = (await recordStack(stack)).filter(({ protect }) => protect);
    expect(guarded.length > 0).toBe((await readStackFile(stack)).protected);
    if (guarded.length === 0) return;
    const { exitCode, output } = await engine.pulumi('destroy', '--yes');
    expect(exitCode).not.toBe(0);
    // What only others keep alive, such as a key, is not asked for any more.
    expect(output).toContain('::database" cannot be deleted');
    expect(await engine.journal.news()).toEqual([]);
    // The way out that the runbook names.
    await engine.configure(['protected'], false);
    await pulumi('up', '--yes', '--skip-preview');
    await engine.journal.news();
  });

  it('is destroyed to the last resource, what holds cloud things before what it needs', async () => {
    const order = deletions(await pulumi('destroy', '--yes', '--skip-preview'));
    const { deployment } = JSON.parse((await engine.pulumi('stack', 'export')).output) as Exported;
    expect(deployment.resources ?? []).toEqual([]);
    const asked = await engine.journal.news();
    expect(asked).toContain('delete kubernetes:networking.k8s.io/v1:Ingress::app-ingress');
    if (stack === 'local') return;
    for (const [first, then] of destroyOrder) {
      expect({ first, then, inOrder: order.isGoneBefore(first, then) }).toEqual({ first, then, inOrder: true });
    }
    // The cluster takes its ordinary objects with it: nobody waits for each of them.
    expect(asked.filter((entry) => entry.startsWith('delete kubernetes:apps/v1'))).toEqual([]);
  });
});

/** `type::name`: without an engine only the nearest parent's type is part of a URN. */
function nameInStack(urn: string): string {
  const [, , types = '', name] = urn.split('::');
  return `${types.split('$').at(-1)}::${name}`;
}

interface Exported {
  readonly deployment: { readonly resources?: readonly { readonly urn: string }[] };
}
