import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Engine } from './engine.ts';

/** The first deploy of a stack creates its repositories, or its network and the access host, before the cluster. */
describe('a first update by target, with a real engine and fake providers', () => {
  let engine: Engine;
  const up = (...args: string[]) => engine.pulumi('up', '--yes', '--skip-preview', ...args);

  beforeAll(async () => {
    engine = await Engine.start({ stack: 'prod', fakeProviders: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
  });

  afterAll(() => engine?.stop());

  it('creates what is named, and nothing of the cluster', async () => {
    engine.setEnvironment('TASKYARD_BEFORE_CLUSTER', 'true');
    const targets = ['Account', 'Network', 'Registry', 'AccessHost'].map((name) => `--target=**aws:${name}**`);
    const { exitCode, output } = await up(...targets);
    expect(exitCode, output).toBe(0);
    const entries = await engine.journal.newEntries();
    expect(entries).toEqual(
      expect.arrayContaining([
        'create aws:ec2/instance:Instance::access-host',
        expect.stringMatching(/^create aws:ecr\/repository:Repository::/),
      ]),
    );
    expect(entries.filter((entry) => /(eks|kubernetes|rds|kms)/.test(entry))).toEqual([]);
  });

  it('is completed by an update of everything, which replaces nothing', async () => {
    engine.setEnvironment('TASKYARD_BEFORE_CLUSTER', '');
    const { exitCode, output } = await up();
    expect(exitCode, output).toBe(0);
    const entries = await engine.journal.newEntries();
    expect(entries).toContain('create aws:eks/cluster:Cluster::cluster-eksCluster');
    expect(entries.filter((entry) => !entry.startsWith('create '))).toEqual([]);
  });

  it('is refused in a stack that runs, which an update by target alone leaves as it is', async () => {
    const targets = ['--target=**aws:Account**', '--target=**aws:Registry**'];
    engine.setEnvironment('TASKYARD_BEFORE_CLUSTER', 'true');
    const refused = await up(...targets);
    expect(refused.exitCode).not.toBe(0);
    expect(await engine.journal.newEntries()).toEqual([]);
    engine.setEnvironment('TASKYARD_BEFORE_CLUSTER', '');
    const { exitCode, output } = await up(...targets);
    expect(exitCode, output).toBe(0);
    expect(await engine.journal.newEntries()).toEqual([]);
  });
});
