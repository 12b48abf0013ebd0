import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BuildTarget, ensureBuilt } from './ensure-built.ts';

let root: string;
let lines: string[];

/** Appends a line to the output in every build. */
const buildScript = `
  const fs = require('node:fs');
  if (fs.readFileSync('src/a.ts', 'utf8').includes('mistake')) { console.log('src/a.ts: a mistake'); process.exit(2); }
  setTimeout(() => fs.appendFileSync('out.js', 'built\\n'), 300);`;

const target: BuildTarget = {
  name: 'thing',
  sources: ['src', 'package.json'],
  ignored: /^node_modules$|\.spec\.ts$/,
  outputs: ['out.js'],
  stamp: '.stamp',
  command: [process.execPath, '-e', buildScript],
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  lines = [];
  mkdirSync(join(root, 'src/deep/node_modules'), { recursive: true });
  write('package.json', '{}');
  write('src/a.ts', 'a');
  write('src/deep/b.ts', 'b');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: string) => writeFileSync(join(root, path), content);
const build = () => ensureBuilt([target], { root, report: (line) => lines.push(line) });
const builds = () => readFileSync(join(root, 'out.js'), 'utf8').split('\n').length - 1;

describe('a build', () => {
  it('is made once while the content of its sources does not change', async () => {
    await build();
    utimesSync(join(root, 'src/a.ts'), new Date(), new Date());
    write('src/a.spec.ts', 'a test');
    write('src/deep/node_modules/c.js', 'a dependency');
    await build();
    expect([builds(), lines]).toEqual([1, ['Building the thing …']]);
  });

  it.each([
    ['a changed file', () => write('src/deep/b.ts', 'c')],
    ['a new file', () => write('src/deep/c.ts', '')],
    ['a removed file', () => rmSync(join(root, 'src/deep/b.ts'))],
    ['a file outside the sources’ folder', () => write('package.json', '{"type":"module"}')],
  ])('is made again after %s', async (_, change) => {
    await build();
    change();
    await build();
    expect(builds()).toBe(2);
  });

  it('is made again when its output is missing', async () => {
    await build();
    rmSync(join(root, 'out.js'));
    await build();
    expect(builds()).toBe(1);
  });

  it('is made again when something else has written to its output', async () => {
    await build();
    write('out.js', 'a watching compiler was here\n');
    await build();
    expect(readFileSync(join(root, 'out.js'), 'utf8')).toBe('a watching compiler was here\nbuilt\n');
  });

  it('removes the output of deleted sources', async () => {
    const clean = { ...target, clean: 'dist', outputs: ['dist'], stamp: 'dist/.built' };
    const script = `fs = require('node:fs'); fs.cpSync('src', 'dist', { recursive: true })`;
    const copy = () =>
      ensureBuilt([{ ...clean, command: [process.execPath, '-e', script] }], { root, report: () => {} });
    await copy();
    rmSync(join(root, 'src/a.ts'));
    await copy();
    expect(existsSync(join(root, 'dist/a.ts'))).toBe(false);
    expect(existsSync(join(root, 'dist/deep/b.ts'))).toBe(true);
  });

  it('is made once for two callers at the same time', async () => {
    await Promise.all([build(), build()]);
    expect(builds()).toBe(1);
    expect(lines).toContain(`Waiting for the build of process ${process.pid} …`);
  });

  it('that fails shows its output, and is repeated the next time', async () => {
    await build();
    write('src/a.ts', 'mistake');
    await expect(build()).rejects.toThrow('src/a.ts: a mistake\n\nBuilding the thing failed; its output is above.');
    expect(existsSync(join(root, '.stamp'))).toBe(false);
    write('src/a.ts', 'a');
    await build();
    expect(builds()).toBe(2);
  });
});
