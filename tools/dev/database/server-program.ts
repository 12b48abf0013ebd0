import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { findProgram, findPrograms, type Machine } from '../../shared/machine.ts';

export type Flavour = 'mariadb' | 'mysql';

/** An installed database server that can run as a private instance. */
export interface ServerProgram {
  readonly flavour: Flavour;
  /** As `10.11.19`. */
  readonly version: string;
  readonly path: string;
  /** MariaDB's program that fills an empty data folder. `mysqld` does it itself. */
  readonly installer: string | undefined;
}

/** Oldest versions with all features that the migrations use. */
const oldestVersions: Record<Flavour, string> = { mariadb: '10.6', mysql: '8.0' };

/** The usable servers on the search path, in its order. */
export function findServerPrograms(machine: Machine): ServerProgram[] {
  const paths = [...findPrograms(machine, 'mysqld'), ...findPrograms(machine, 'mariadbd')];
  // MariaDB is also installed as a link with MySQL's name: the version tells which of the two it is.
  const distinct = [...new Map(paths.map((path) => [realpathSync(path), path])).keys()];
  return distinct.flatMap((path) => describe(machine, path) ?? []);
}

function describe(machine: Machine, path: string): ServerProgram | undefined {
  const asked = spawnSync(path, ['--no-defaults', '--version'], { encoding: 'utf8', timeout: 10_000 });
  const version = /\bVer (\d+\.\d+\.\d+)/.exec(asked.stdout ?? '')?.[1];
  if (version === undefined) return undefined;
  const flavour: Flavour = /mariadb/i.test(asked.stdout) || basename(path) === 'mariadbd' ? 'mariadb' : 'mysql';
  const installer = flavour === 'mariadb' ? findInstaller(machine, path) : undefined;
  const usable =
    compareVersions(version, oldestVersions[flavour]) >= 0 && (flavour === 'mysql' || installer !== undefined);
  return usable ? { flavour, version, path, installer } : undefined;
}

/**
 * Debian puts two programs that MariaDB's installer calls into the package of the client. Without them it cannot make a
 * database: "If you are using a binary release, you must either be at the top level of the extracted archive …".
 */
export function lacksClientPrograms({ flavour }: ServerProgram, machine: Machine): boolean {
  const called = ['my_print_defaults', 'mariadb'];
  return flavour === 'mariadb' && called.some((name) => findProgram(machine, name) === undefined);
}

/** Compares major and minor number only: any version of one minor line can open a data folder of that line. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB === 0 ? minorA - minorB : majorA - majorB;
}

function findInstaller(machine: Machine, server: string): string | undefined {
  const beside = ['.', '../bin', '../scripts'].map((folder) => join(dirname(server), folder));
  const near: Machine = { ...machine, searchPath: [...beside, ...machine.searchPath] };
  return findProgram(near, 'mariadb-install-db') ?? findProgram(near, 'mysql_install_db');
}
