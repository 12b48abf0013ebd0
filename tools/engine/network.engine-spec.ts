import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from './engine.ts';

describe('the network of dev, with a real engine', () => {
  let engine: Engine;

  const up = async (...args: string[]) => {
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview', ...args);
    expect(exitCode, output).toBe(0);
    return engine.journal.newEntries();
  };

  beforeAll(async () => {
    engine = await Engine.start({ stack: 'dev', fakeProviders: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
    await up();
  });

  afterAll(() => engine?.stop());

  it('keeps its NAT instance forwarding after a second update: no default of the provider is written back', async () => {
    expect(await up('--expect-no-changes')).toEqual([]);
  });

  it('replaces its NAT instance before it deletes it: the new one gets the address and is checked', async () => {
    // As docs/runbooks/upgrade.md says it.
    const { output } = await engine.pulumi('stack', '--show-urns');
    const urn = /urn:\S*ec2\/instance:Instance::nat$/m.exec(output)?.[0] ?? 'no instance';
    const tainted = await engine.pulumi('state', 'taint', '--yes', urn);
    expect(tainted.exitCode, tainted.output).toBe(0);
    const entries = await up();
    expect(entries.filter((entry) => /::(nat|nat-.*)$/.test(entry))).toEqual(entries);
    expect(entries.filter((entry) => entry.includes(':Eip::'))).toEqual([]);
    const at = (entry: string) => {
      expect(entries).toContain(entry);
      return entries.indexOf(entry);
    };
    const [created, deleted] = ['create', 'delete'].map((operation) =>
      at(`${operation} aws:ec2/instance:Instance::nat`),
    );
    const checked = at('create aws:lambda/invocation:Invocation::nat-check');
    const moved = [
      'create aws:ec2/eipAssociation:EipAssociation::nat',
      'update aws:ec2/route:Route::nat-us-east-1a',
      'update aws:ec2/route:Route::nat-us-east-1b',
    ].map(at);
    for (const step of moved) {
      expect(step).toBeGreaterThan(Number(created));
      expect(step).toBeLessThan(checked);
    }
    expect(checked).toBeLessThan(Number(deleted));
  });

  it('changes nothing in the update that follows', async () => {
    expect(await up('--expect-no-changes')).toEqual([]);
  });

  it('gets a third zone without a replacement, and loses it without another change', async () => {
    const [a, b, c] = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
    await engine.configure(['network', 'zones'], [a, b, c]);
    const added = await up();
    expect(added.filter((entry) => entry.startsWith('create')).length).toBeGreaterThanOrEqual(8);
    expect(added.filter((entry) => !/^(create .*-1c|update .*)$/.test(entry))).toEqual([]);
    await engine.configure(['network', 'zones'], [a, b]);
    const removed = await up();
    expect(removed.filter((entry) => entry.startsWith('delete')).length).toBeGreaterThanOrEqual(8);
    expect(removed.filter((entry) => !/^(delete .*-1c|update .*)$/.test(entry))).toEqual([]);
  });
});
