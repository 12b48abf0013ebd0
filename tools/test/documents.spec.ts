import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';

const documents = execaSync('git', ['ls-files', '*.md'], { cwd: repositoryRoot }).stdout.split('\n');
const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');

/** Relative links, without their anchors. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^(\w+:|#)/.test(target));
}

it('links only files that exist', () => {
  const broken = documents.flatMap((file) =>
    linksIn(read(file))
      .filter((target) => !existsSync(join(repositoryRoot, dirname(file), target.replace(/#.*/, ''))))
      .map((target) => `${file}: ${target}`),
  );
  expect(broken).toEqual([]);
});

it('links a test to every promise of docs/security.md, or says why there is none', () => {
  const tables = read('docs/security.md')
    .split('\n\n')
    .filter((block) => /^\|.*\| Shown by \|$/m.test(block));
  expect(tables.length).toBeGreaterThan(7);
  const rows = tables.flatMap((table) =>
    table
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2),
  );
  const unshown = rows.filter((row) => {
    const shownBy = row.split('|').at(-2) ?? '';
    return (
      !/\]\([^)]+\.(spec|e2e)\.ts\)/.test(shownBy) &&
      !shownBy.includes('no such ') &&
      !shownBy.includes('OpenAPI document')
    );
  });
  expect(unshown).toEqual([]);
});
