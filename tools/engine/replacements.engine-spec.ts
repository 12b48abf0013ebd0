import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configChanges } from '../plan/config-changes.ts';
import { findReplacements } from '../plan/replaced-resources.ts';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { type ConfigValues, readStackFile, recordStack } from '../recorder/recorder.ts';
import { Engine } from './engine.ts';

// Twenty changes of configuration in every stack on AWS. What `plan --diff` replaces must be what the engine replaces, with
// fake providers that replace by the same table of inputs. So this shows that changes follow references as in the engine.
// No stack is protected here: the engine ends a preview at the first protected resource that must follow another one.
const unprotected = { protected: false };

describe.each(['dev', 'staging', 'prod'] as const)('a change of %s', (stack) => {
  let engine: Engine;
  let values: ConfigValues;
  let before: readonly RecordedResource[];

  beforeAll(async () => {
    engine = await Engine.start({ stack, fakeProviders: ['aws', 'eks', 'kubernetes', 'random', 'tls'] });
    values = await readStackFile(stack);
    before = await recordStack(stack, unprotected);
    await engine.configure(['protected'], false);
    const { exitCode, output } = await engine.pulumi('up', '--yes', '--skip-preview');
    expect(exitCode, output).toBe(0);
  });

  afterAll(() => engine?.stop());

  it.each(configChanges)('to $name replaces what plan predicts', async ({ change }) => {
    const changed = change(values);
    for (const [section, value] of Object.entries(changed)) await engine.configure([section], value);
    const replaced = await replacedByEngine(engine);
    for (const section of Object.keys(changed)) await engine.configure([section], values[section]);
    const record = (again: ReadonlySet<string>) =>
      recordStack(stack, { ...unprotected, ...changed }, { replaced: again });
    const { reasons } = await findReplacements(before, await record(new Set()), record);
    expect([...reasons.keys()].map(nameInStack).sort()).toEqual(replaced);
  });
});

/** `type::name` of what a preview replaces. */
async function replacedByEngine(engine: Engine): Promise<string[]> {
  const { exitCode, output } = await engine.pulumi('preview', '--json');
  expect(exitCode, output).toBe(0);
  const { steps } = JSON.parse(output.slice(output.indexOf('{'), output.lastIndexOf('}') + 1)) as Preview;
  expect(steps).not.toHaveLength(0);
  return steps
    .filter(({ op }) => /replace/.test(op))
    .map(({ urn }) => nameInStack(urn))
    .filter((name, index, names) => names.indexOf(name) === index)
    .sort();
}

/** Without an engine, a URN contains only the type of the nearest parent. */
function nameInStack(urn: string): string {
  const [, , types = '', name] = urn.split('::');
  return `${types.split('$').at(-1)}::${name}`;
}

interface Preview {
  readonly steps: readonly { readonly op: string; readonly urn: string }[];
}
