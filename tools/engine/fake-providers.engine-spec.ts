import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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

  it('refuses to be destroyed while a resource is protected', async () => {
    const protectedResources = (await recordStack(stack)).filter(({ protect }) => protect);
    expect(protectedResources.length > 0).toBe((await readStackFile(stack)).protected);
    if (protectedResources.length === 0) return;
    const { exitCode, output } = await engine.pulumi('destroy', '--yes');
    expect(exitCode).not.toBe(0);
    // Resources that are needed only by protected ones, such as a key, are not mentioned.
    expect(output).toContain('::database" cannot be deleted');
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

/** `type::name`. Without an engine, a URN contains only the type of the nearest parent. */
function nameInStack(urn: string): string {
  const [, , types = '', name] = urn.split('::');
  return `${types.split('$').at(-1)}::${name}`;
}

interface Exported {
  readonly deployment: { readonly resources?: readonly { readonly urn: string }[] };
}
