import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../stacks/policies/rules.ts';
import { Engine } from './engine.ts';

const pack = join(import.meta.dirname, '..', '..', 'stacks', 'policies');

/** The rules by the engine's own way of asking, over the stack whose configuration exempts something. */
describe('the policy pack, by a real engine', () => {
  let engine: Engine;
  const preview = () => engine.pulumi('preview', '--policy-pack', pack);

  beforeAll(async () => {
    engine = await Engine.start({ stack: 'dev', standIns: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
  });

  afterAll(() => engine?.stop());

  it('is loaded, asked, and content', async () => {
    const { exitCode, output } = await preview();
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/taskyard/);
    for (const { name } of rules) expect(output).not.toContain(`[mandatory]  ${name}`);
  });

  it('stops the preview where the stack no longer exempts what breaks a rule', async () => {
    await engine.configure(['exemptions'], []);
    const { exitCode, output } = await preview();
    expect(exitCode).not.toBe(0);
    expect(output).toContain('no-api-token');
    expect(output).toContain('set automountServiceAccountToken to false');
  });
});
