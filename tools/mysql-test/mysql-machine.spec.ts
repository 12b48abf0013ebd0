import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Machine } from '../shared/machine.ts';
import { findMysql } from './mysql-machine.ts';

let base: string;
let machine: Machine;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  mkdirSync(join(base, 'bin'));
  machine = { searchPath: [join(base, 'bin')], isRoot: true, osRelease: 'ID=debian\n' };
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

function program(name: string, script: string): void {
  writeFileSync(join(base, 'bin', name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(base, 'bin', name), 0o755);
}

function find(platform: NodeJS.Platform = 'linux', lines: string[] = []) {
  return findMysql({ machine, platform, folder: join(base, 'cache'), report: (line) => lines.push(line) });
}

/** Shell commands that make what debootstrap makes, with a loader that prints how it is called. */
const makeSystem = [
  'for root in "$@"; do :; done; mkdir -p "$root/lib64" "$root/lib" "$root/usr/lib/x86_64-linux-gnu"',
  'printf \'#!/bin/sh\\necho "$@"\\n\' > "$root/lib64/ld-linux-x86-64.so.2"; chmod 755 "$root/lib64/ld-linux-x86-64.so.2"',
].join('; ');

it('uses MySQL of the machine, although a MariaDB with that name stands before it', async () => {
  mkdirSync(join(base, 'mysql'));
  program('mysqld', 'echo "mysqld  Ver 10.11.19-MariaDB for debian-linux-gnu"');
  program('mariadb-install-db', 'exit 0');
  program('mysql', 'echo "mysql  Ver 15.1 Distrib 10.11.19-MariaDB"');
  program('../mysql/mysqld', 'echo "mysqld  Ver 8.4.7 for Linux on x86_64"');
  program('../mysql/mysql', 'echo "mysql  Ver 8.4.7 for Linux on x86_64"');
  machine = { ...machine, searchPath: [...machine.searchPath, join(base, 'mysql')] };
  expect(await find()).toMatchObject({
    source: `MySQL 8.4.7, ${join(base, 'mysql/mysqld')}`,
    machine: { searchPath: [join(base, 'mysql')] },
    clientFolder: join(base, 'mysql'),
  });
});

it('uses Docker, and hides the servers that stand beside its client', async () => {
  program('docker', 'exit 0');
  program('mariadbd', 'exit 0');
  const found = await find();
  if (typeof found === 'string') throw new Error(found);
  expect(found.source).toBe('MySQL in Docker');
  expect(found.machine.searchPath).not.toContain(join(base, 'bin'));
  found.remove();
});

it("installs Debian's once, with debootstrap from its package, and runs it with its own libraries", async () => {
  const debootstrap = join(base, 'bin/debootstrap');
  writeFileSync(join(base, 'made'), `#!/bin/sh\necho "$@" >> '${base}/calls'; ${makeSystem}\n`, { mode: 0o755 });
  program(
    'apt-get',
    `echo "apt-get $@" >> '${base}/calls'; if [ "$1" = install ]; then cp '${base}/made' '${debootstrap}'; fi`,
  );
  const lines: string[] = [];
  for (const _ of ['first', 'second']) {
    expect(await find('linux', lines)).toMatchObject({ machine: { searchPath: [join(base, 'cache/bin')] } });
  }
  const calls = readFileSync(join(base, 'calls'), 'utf8').trim().split('\n');
  expect(calls.filter((call) => call.startsWith('--variant'))).toEqual([
    expect.stringMatching(
      /^--variant=minbase --include=mysql-server-core,mysql-client-core sid .*\/cache\/unfinished-/,
    ),
  ]);
  const { stdout } = await execa(join(base, 'cache/bin/mysqld'), ['--no-defaults', '--version']);
  const root = join(base, 'cache/sid');
  expect(stdout).toBe(
    `--library-path ${root}/usr/lib/x86_64-linux-gnu ${root}/usr/sbin/mysqld --no-defaults --version --basedir=${root}/usr --secure-file-priv=`,
  );
});

it.each([
  ['darwin' as const, true],
  ['linux' as const, false],
])('says in one line why there is none: %s, root: %s', async (platform, isRoot) => {
  machine = { ...machine, isRoot };
  const reason =
    'there is no MySQL on this machine, no Docker is running, and only root on Linux can install one from Debian';
  expect(await find(platform)).toBe(reason);
});

it('says in one line why debootstrap failed', async () => {
  program('debootstrap', 'echo "I: Retrieving"; echo "E: Failed getting release file"; exit 1');
  expect(await find()).toMatch(/^there is no MySQL .* \(debootstrap failed: E: Failed getting release file\)$/);
});
