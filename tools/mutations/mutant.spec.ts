import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { mutate } from './mutant.ts';
import { mutants } from './mutants.ts';

const mutant = {
  name: 'the port is wrong',
  file: 'stacks/app/web.ts',
  find: 'port: 80',
  replace: 'port: $&',
  caughtBy: { file: 'stacks/app/web.spec.ts', test: 'web > listens' },
};

describe('a mutant', () => {
  it('replaces its text as it is written', () => {
    expect(mutate('{ port: 80 }', mutant)).toBe('{ port: $& }');
  });

  it('says that it must be updated when its text is gone, or is there twice', () => {
    expect(() => mutate('{ port: 81 }', mutant)).toThrow(
      'the mutant "the port is wrong" no longer applies: update it. Its text is no longer in stacks/app/web.ts: port: 80',
    );
    expect(() => mutate('port: 80, port: 80', mutant)).toThrow('occurs 2 times in stacks/app/web.ts');
  });
});

describe('the list of mutants', () => {
  it('has at least twenty, each with its own name', () => {
    expect(mutants.length).toBeGreaterThanOrEqual(20);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  });

  it.each(mutants)('applies: $name', (one) => {
    const text = readFileSync(join(repositoryRoot, one.file), 'utf8');
    expect(mutate(text, one)).not.toBe(text);
    expect(existsSync(join(repositoryRoot, one.caughtBy.file)), one.caughtBy.file).toBe(true);
  });
});
