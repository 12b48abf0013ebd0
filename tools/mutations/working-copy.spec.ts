import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { WorkingCopy } from './working-copy.ts';

const mutant = {
  name: 'another port',
  file: 'stacks/app/web.ts',
  find: 'port: webPort,',
  replace: 'port: 80,',
  caughtBy: { file: 'stacks/app/web.spec.ts', test: 'web > listens' },
};

it('holds a fault only during the work, and never touches the checkout', async () => {
  const copy = await WorkingCopy.create();
  try {
    const read = (root: string) => readFileSync(join(root, mutant.file), 'utf8');
    const before = read(repositoryRoot);
    const failing = copy.withMutant(mutant, async () => {
      expect(read(copy.root)).toBe(before.replace(mutant.find, mutant.replace));
      expect(read(repositoryRoot)).toBe(before);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(read(copy.root)).toBe(before);
    // A fault in contracts/ must reach the program of the copy.
    expect(realpathSync(join(copy.root, 'node_modules/@taskyard/contracts'))).toBe(join(copy.root, 'contracts'));
    expect(existsSync(join(copy.root, 'node_modules/vitest/package.json'))).toBe(true);
  } finally {
    await copy.remove();
  }
  expect(existsSync(copy.root)).toBe(false);
});
