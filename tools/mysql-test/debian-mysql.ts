import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../shared/cli-error.ts';
import { ensureDebianSystem } from '../shared/debian-system.ts';
import type { Machine } from '../shared/machine.ts';

/** Debian's unstable suite is the only one with MySQL. The packages are the programs alone: nothing starts by itself. */
const suite = 'sid';
const packages = ['mysql-server-core', 'mysql-client-core'];

export interface DebianMysqlOptions {
  /** Kept between runs. It gets a Debian system of 650 MB. */
  readonly folder: string;
  readonly machine: Machine;
  readonly report: (line: string) => void;
}

/**
 * Installs MySQL from Debian's unstable suite into a folder of its own, at the first call. The machine's own packages do not
 * change, except that debootstrap is installed when it is missing.
 *
 * @returns the root of a Debian system with MySQL
 * @throws CliError with the reason when it cannot be installed
 */
export async function ensureMysqlSystem({ folder, machine, report }: DebianMysqlOptions): Promise<string> {
  const root = join(folder, suite);
  await ensureDebianSystem({ root, suite, packages, name: 'MySQL', machine, report });
  return root;
}

/** @returns the folder with `mysqld`, `mysql` and `mysqldump` of `ensureMysqlSystem`, which run on this system */
export async function ensureDebianMysql(options: DebianMysqlOptions): Promise<string> {
  return writeLaunchers(await ensureMysqlSystem(options), join(options.folder, 'bin'));
}

/**
 * Scripts that run the programs with the libraries of `root`. Its dynamic loader does what chroot would do, and the programs
 * still see the same paths as this process, such as the data folder's.
 */
function writeLaunchers(root: string, bin: string): string {
  const [libraries] = readdirSync(join(root, 'usr/lib')).filter((name) => /-linux-gnu/.test(name));
  const loader = ['lib64', 'lib']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .find((path) => /\/ld-linux[^/]*\.so\.\d$/.test(path));
  if (libraries === undefined || loader === undefined) throw new CliError(`${root} has no dynamic loader. Remove it.`);
  mkdirSync(bin, { recursive: true });
  // Without a folder for files: the packages' default belongs to their service and does not exist.
  const serverOptions = ` '--basedir=${root}/usr' --secure-file-priv=`;
  for (const [path, options] of [
    ['usr/sbin/mysqld', serverOptions],
    ['usr/bin/mysql', ''],
    ['usr/bin/mysqldump', ''],
  ] as const) {
    const launcher = join(bin, path.replace(/.*\//, ''));
    const command = `exec '${loader}' --library-path '${root}/usr/lib/${libraries}' '${root}/${path}' "$@"${options}`;
    writeFileSync(launcher, `#!/bin/sh\n${command}\n`);
    chmodSync(launcher, 0o755);
  }
  return bin;
}
