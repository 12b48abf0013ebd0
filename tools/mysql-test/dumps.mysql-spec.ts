import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { backupScript, bashCommand } from '../../stacks/app/database-scripts.ts';
import { pathStartingWith, readEnvironment } from '../shared/environment.ts';
import { eventually } from '../shared/eventually.ts';
import { ClusterDatabase } from './cluster-database.ts';
import { dumpVariables, fill, passwordOf } from './example-data.ts';

let database: ClusterDatabase;
let base: string;
let dumps: string;

beforeAll(async () => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-dumps-'));
  database = await ClusterDatabase.make(passwordOf('root', 'g1'));
  await fill(database);
});
afterAll(async () => {
  await database?.remove();
  rmSync(base, { recursive: true, force: true });
});
beforeEach(() => {
  dumps = mkdtempSync(join(base, 'dumps-'));
});

const backup = (programs?: string) => database.runScript(backupScript, dumpVariables('backup', dumps), programs);

/** A folder with a program in place of mysqldump. */
function insteadOfMysqldump(script: string): string {
  const folder = mkdtempSync(join(base, 'programs-'));
  writeFileSync(join(folder, 'mysqldump'), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
  return folder;
}

function oldFile(name: string, minutes: number): void {
  writeFileSync(join(dumps, name), '');
  const time = Date.now() / 1000 - minutes * 60;
  utimesSync(join(dumps, name), time, time);
}

it('writes a whole dump, keeps the newest ones, and removes what a killed run left', async () => {
  oldFile('taskyard-20260101T000000Z.sql.gz', 3000);
  oldFile('taskyard-20260102T000000Z.sql.gz', 1500);
  oldFile('taskyard-20260102T000000Z.sql.gz.part', 60);
  oldFile('taskyard-20260103T000000Z.sql.gz.part', 1);
  const { exitCode, output } = await backup();
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  const names = readdirSync(dumps).sort();
  const [kept, unfinished, dump = ''] = names;
  expect(names).toHaveLength(3);
  expect(kept).toBe('taskyard-20260102T000000Z.sql.gz');
  // Another run may be writing this one.
  expect(unfinished).toBe('taskyard-20260103T000000Z.sql.gz.part');
  const { stdout } = await execa('gzip', ['-dc', join(dumps, dump)]);
  expect(stdout).toContain('CREATE TABLE `tasks`');
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^-- Dump completed/);
});

it.each([
  ['mysqldump fails at once', 'echo "mysqldump: refused" >&2; exit 2', 'mysqldump: refused'],
  ['mysqldump fails in the middle', 'echo "CREATE TABLE"; exit 3', ''],
  ['the connection ends without an error', 'echo "CREATE TABLE"', 'is not a complete dump'],
])('fails and keeps nothing when %s', async (_, script, message) => {
  const { exitCode, output } = await backup(insteadOfMysqldump(script));
  expect(exitCode).not.toBe(0);
  expect(output).toContain(message);
  expect(readdirSync(dumps)).toEqual([]);
});

it('removes its file when its pod is deleted', async () => {
  const programs = insteadOfMysqldump('echo "CREATE TABLE"; exec sleep 15');
  const [program = '', ...args] = bashCommand(backupScript);
  const running = execa(program, args, {
    reject: false,
    // The program in the background keeps them open.
    stdio: 'ignore',
    env: { ...database.environment, ...dumpVariables('backup', dumps), PATH: pathStartingWith(programs) },
  });
  await eventually(20, async () => expect(readdirSync(dumps)).toEqual([expect.stringMatching(/\.part$/)]));
  running.kill('SIGTERM');
  const { exitCode } = await running;
  expect(exitCode).toBe(143);
  expect(readdirSync(dumps)).toEqual([]);
});

const { isRoot } = readEnvironment().machine;

it.skipIf(!isRoot || process.platform !== 'linux')(
  'fails and keeps the dumps that are there when the volume is full (needs root on Linux, for a small file system)',
  async () => {
    const small = join(base, 'small');
    mkdirSync(small);
    await execa('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small]);
    try {
      dumps = small;
      oldFile('taskyard-20260102T000000Z.sql.gz', 1500);
      const { exitCode, output } = await backup();
      expect(exitCode).not.toBe(0);
      expect(output).toMatch(/No space left on device/);
      expect(readdirSync(small)).toEqual(['taskyard-20260102T000000Z.sql.gz']);
    } finally {
      await execa('umount', [small]);
    }
  },
);

it('uses the password of the previous generation until the new one is set', async () => {
  const environment = { ...dumpVariables('backup', dumps), DATABASE_PASSWORD: passwordOf('backup', 'g2') };
  const { exitCode, output } = await database.runScript(backupScript, environment);
  expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
  expect(readdirSync(dumps)).toHaveLength(1);
});
