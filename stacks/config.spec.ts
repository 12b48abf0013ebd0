import { describe, expect, it } from 'vitest';
import { type ConfigValues, readStackFile, stackNames } from '../tools/recorder/recorder.ts';
import { overlaps, parseCidr } from './config/cidr.ts';
import { parseSettings } from './config.ts';

describe('configuration', () => {
  it.each(stackNames)('of %s is allowed', async (stack) => {
    expect(parseSettings(withoutEmpty(await readStackFile(stack)), 'taskyard').platform).toBe(
      stack === 'local' ? 'kubernetes' : 'aws',
    );
  });

  it('cannot be changed after it is read', async () => {
    const settings = parseSettings(withoutEmpty(await readStackFile('dev')), 'taskyard');
    expect(() => Object.assign(settings.images, { web: 'other:1' })).toThrow(TypeError);
  });

  it('gives no two stacks overlapping networks, so that they can be peered later', async () => {
    const files = await Promise.all(stackNames.filter((name) => name !== 'local').map((name) => readStackFile(name)));
    const ranges = files
      .map(({ network }) => parseCidr((network as { cidr: string }).cidr))
      .filter((range) => range !== undefined);
    const clashes = ranges.filter((one, index) => ranges.slice(index + 1).some((other) => overlaps(one, other)));
    expect([ranges.length, clashes]).toEqual([3, []]);
  });
});

/** `readConfig` removes the empty defaults of `Pulumi.yaml` in the same way. */
function withoutEmpty(values: ConfigValues): ConfigValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => JSON.stringify(value) !== '{}'));
}
