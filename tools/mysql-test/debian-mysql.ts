import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { installPackages } from '../shared/install-packages.ts';
import { canInstallPackages, findProgram, type Machine } from '../shared/machine.ts';

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
 * @returns the folder with `mysqld`, `mysql` and `mysqldump`, which run on this system
 * @throws CliError with the reason when it cannot be installed
 */
export async function ensureDebianMysql({ folder, machine, report }: DebianMysqlOptions): Promise<string> {
  const root = join(folder, suite);
  if (!existsSync(root)) await install(root, { folder, machine, report });
  return writeLaunchers(root, join(folder, 'bin'));
}

async function install(root: string, { folder, machine, report }: DebianMysqlOptions): Promise<void> {
  if (findProgram(machine, 'debootstrap') === undefined && canInstallPackages(machine)) {
    await installPackages(machine, ['debootstrap', 'debian-archive-keyring'], report);
  }
  const debootstrap = findProgram(machine, 'debootstrap');
  if (debootstrap === undefined) throw new CliError('debootstrap is not installed.');
  mkdirSync(folder, { recursive: true });
  // Renamed when it is complete. An interrupted one is not removed: parts of this system may be mounted in it.
  const unfinished = mkdtempSync(join(folder, 'unfinished-'));
  report(`Installing MySQL from Debian ${suite} into ${folder}; this takes a minute or two …`);
  const args = ['--variant=minbase', `--include=${packages.join()}`, suite, unfinished];
  const { failed, all } = await execa(debootstrap, args, { all: true, reject: false, stdin: 'ignore' });
  if (failed) throw new CliError(`debootstrap failed: ${all.trim().split('\n').at(-1)}`);
  // Another run may have installed it in the meantime.
  if (!existsSync(root)) renameSync(unfinished, root);
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
