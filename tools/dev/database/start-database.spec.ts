import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { readEnvironment } from '../../shared/environment.ts';
import { freePort } from '../../shared/free-port.ts';
import type { Machine } from '../../shared/machine.ts';
import type { Database } from './database.ts';
import { findServerPrograms, type ServerProgram } from './server-program.ts';
import { startDatabase } from './start-database.ts';

const real = readEnvironment().machine;
const databaseUrl = inject('databaseUrl');
let base: string;
let folder: string;
let bin: string;
let machine: Machine;
const running: Database[] = [];

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'taskyard-spec-'));
  folder = join(base, 'mysql');
  bin = join(base, 'bin');
  mkdirSync(bin);
  machine = { searchPath: [bin], isRoot: true, osRelease: 'ID=ubuntu\nID_LIKE=debian\n' };
});

afterEach(async () => {
  for (const database of running.splice(0)) await database.stop();
  rmSync(base, { recursive: true, force: true });
});

async function start(url?: string, lines: string[] = []): Promise<Database> {
  const database = await startDatabase({ url, folder, machine, durable: false, report: (line) => lines.push(line) });
  running.push(database);
  return database;
}

function program(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** Shell commands that install fake programs, which run this machine's. */
function serverScripts(): string {
  const server = findServerPrograms(real)[0] as ServerProgram;
  const script = (name: string, target: string) =>
    `printf '#!/bin/sh\\nexec "%s" "$@"\\n' '${target}' > '${bin}/${name}'; chmod 755 '${bin}/${name}'`;
  const name = server.flavour === 'mariadb' ? 'mariadbd' : 'mysqld';
  const installer = server.installer === undefined ? ':' : script('mariadb-install-db', server.installer);
  return `${script(name, server.path)}; ${installer}`;
}

function leaveData(kind: string, version: string): void {
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data/ibdata1'), 'precious');
  writeFileSync(join(folder, 'origin.json'), JSON.stringify({ kind, version }));
}

describe('DATABASE_URL', () => {
  it('is used as it is, and not stopped', async () => {
    const database = await start(databaseUrl);
    expect([database.kind, database.url]).toEqual(['given', databaseUrl]);
    await database.stop();
    expect((await start(databaseUrl)).kind).toBe('given');
    expect(existsSync(folder)).toBe(false);
  });

  it.each(['localhost:3306', 'postgres://a:b@localhost/x', 'mysql://a:b@localhost:3306'])(
    '%s is refused',
    async (url) => {
      await expect(start(url)).rejects.toThrow('must look like mysql://user:password@host:3306/name');
    },
  );

  it('that does not answer is reported without its password', async () => {
    const port = await freePort();
    const message = `(127.0.0.1:${port}/tasks) cannot be used: nothing listens there.`;
    await expect(start(`mysql://me:hunter2@127.0.0.1:${port}/tasks`)).rejects.toThrow(message);
  });

  it('with a wrong password or an unknown database says which', async () => {
    const wrong = databaseUrl.replace(/:[^:@]+@/, ':wrong@');
    await expect(start(wrong)).rejects.toThrow('it refuses that user name or password');
    const unknown = databaseUrl.replace(/\/[^/]*$/, '/taskyard_unknown');
    await expect(start(unknown)).rejects.toThrow('there is no database of that name; create it first');
  });
});

describe('a machine without a database server', () => {
  it('gets one from its packages when root runs Debian or Ubuntu', async () => {
    program('apt-get', `echo "$@" >> '${base}/calls'; if [ "$1" = install ]; then ${serverScripts()}; fi`);
    const lines: string[] = [];
    expect((await start(undefined, lines)).url).toMatch(/^mysql:\/\/taskyard:.+@127\.0\.0\.1:\d+\/taskyard$/);
    expect(readFileSync(join(base, 'calls'), 'utf8')).toBe(
      'update\ninstall --yes --no-install-recommends mariadb-server-core mariadb-client-core\n',
    );
    expect(lines[0]).toBe(
      'Installing mariadb-server-core and mariadb-client-core with apt-get; this takes a minute or two …',
    );
  });

  const hasMariadb = findServerPrograms(real)[0]?.flavour === 'mariadb';
  it.runIf(hasMariadb)(
    'installs the client programs that the installer of MariaDB lacks, and tries again',
    async () => {
      const [server] = findServerPrograms(real);
      program('mariadbd', `exec "${server?.path}" "$@"`);
      const check = `[ -x '${bin}/my_print_defaults' ] || { echo 'If you are using a binary release, …'; exit 1; }`;
      program('mariadb-install-db', `${check}\nexec "${server?.installer}" "$@"`);
      const install = `for name in my_print_defaults mariadb; do touch '${bin}'/$name; chmod 755 '${bin}'/$name; done`;
      program('apt-get', `if [ "$1" = install ]; then ${install}; fi`);
      const lines: string[] = [];
      expect((await start(undefined, lines)).kind).toBe('mariadb');
      expect(lines).toContain(
        'Installing mariadb-server-core and mariadb-client-core with apt-get; this takes a minute or two …',
      );
    },
  );

  it('shows what apt-get said when it fails', async () => {
    program('apt-get', 'echo "E: no network"; exit 100');
    await expect(start()).rejects.toThrow(/Installing .* failed:\nE: no network/);
  });

  it.each([
    ['an ordinary user', { isRoot: false }],
    ['another distribution', { osRelease: 'ID=fedora\n' }],
  ])('reports the three options in one sentence: %s', async (_, difference) => {
    program('apt-get', 'exit 0');
    machine = { ...machine, ...difference };
    await expect(start()).rejects.toThrow(
      'There is no database to run on: set DATABASE_URL to a MySQL or MariaDB database, install MySQL 8.4 or MariaDB 10.11 (or newer), or start Docker.',
    );
  });

  it('skips a server that is too old, and a program that is not a server', async () => {
    machine = { ...machine, isRoot: false };
    program('mysqld', 'echo "mysqld  Ver 5.7.44 for Linux on x86_64"');
    program('mariadbd', 'exit 1');
    await expect(start()).rejects.toThrow('There is no database to run on');
  });

  it('tries the next option when the server cannot make a database', async () => {
    machine = { ...machine, isRoot: false };
    program('mysqld', 'case "$*" in *--version*) echo "mysqld  Ver 8.4.3 for Linux";; *) echo confined; exit 1;; esac');
    await expect(start()).rejects.toThrow(/There is no database to run on: .*\n.*mysqld could not make.*\nconfined/);
  });
});

describe('a folder with data', () => {
  it.each([
    ['mariadb', '99.1.0', 'needs mariadb 99.1.0 or newer, which is not here. Install mariadb 99.1.0 or newer'],
    ['docker', '8.4', 'needs Docker, which is not running. Start Docker'],
  ])('of a %s that is not installed is not changed', async (kind, version, message) => {
    machine = { ...real, isRoot: false, searchPath: kind === 'docker' ? [] : real.searchPath };
    leaveData(kind, version);
    await expect(start()).rejects.toThrow(message);
    expect(readFileSync(join(folder, 'data/ibdata1'), 'utf8')).toBe('precious');
  });

  it('of the other flavour is not changed', async () => {
    machine = { ...real, isRoot: false };
    const other = findServerPrograms(real)[0]?.flavour === 'mariadb' ? 'mysql' : 'mariadb';
    leaveData(other, '8.0.1');
    await expect(start()).rejects.toThrow(`needs ${other} 8.0.1 or newer`);
    expect(readFileSync(join(folder, 'data/ibdata1'), 'utf8')).toBe('precious');
  });
});
