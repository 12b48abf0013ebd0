import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readIngressAgain } from '../delivery/pulumi-stack.ts';
import { Engine } from './engine.ts';

describe('the DNS record of a load balancer that was replaced', () => {
  let engine: Engine;
  const pulumi = async (...args: string[]): Promise<string[]> => {
    const { exitCode, output } = await engine.pulumi(...args);
    expect(exitCode, output).toBe(0);
    return engine.journal.newEntries();
  };

  beforeAll(async () => {
    engine = await Engine.start({ stack: 'dev', fakeProviders: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
  });

  afterAll(() => engine?.stop());

  it('can be looked for before the first update', async () => {
    expect(await pulumi('refresh', ...readIngressAgain)).toEqual([]);
    await pulumi('up', '--yes', '--skip-preview');
  });

  it('stays with an update alone, and follows after its Ingress was read again', async () => {
    await engine.replaceLoadBalancer('second.elb.example');
    expect(await pulumi('up', '--yes', '--skip-preview')).toEqual([]);
    expect(await pulumi('refresh', ...readIngressAgain)).toEqual([]);
    expect(await pulumi('up', '--yes', '--skip-preview')).toEqual(['update aws:route53/record:Record::dns-record']);
    expect((await engine.pulumi('stack', 'export')).output).toContain('"name": "second.elb.example"');
  });
});
