import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../stacks/policies/rules.ts';
import { Engine } from './engine.ts';

const pack = join(import.meta.dirname, '..', '..', 'stacks', 'policies');

/** Runs the rules as a policy pack, over a stack whose configuration has exemptions. */
describe('the policy pack, with a real engine', () => {
  let engine: Engine;
  const preview = () => engine.pulumi('preview', '--policy-pack', pack);

  beforeAll(async () => {
    engine = await Engine.start({ stack: 'dev', fakeProviders: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
  });

  afterAll(() => engine?.stop());

  it('is loaded and finds no violation', async () => {
    const { exitCode, output } = await preview();
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/taskyard/);
    expect(rules).not.toHaveLength(0);
    for (const { name } of rules) expect(output).not.toContain(`[mandatory]  ${name}`);
  });

  it('stops the preview when an exemption is removed', async () => {
    await engine.configure(['exemptions'], []);
    const { exitCode, output } = await preview();
    expect(exitCode).not.toBe(0);
    expect(output).toContain('no-api-token');
    expect(output).toContain('set automountServiceAccountToken to false');
  });
});
