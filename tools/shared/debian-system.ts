import { existsSync, mkdirSync, mkdtempSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { CliError } from './cli-error.ts';
import { installPackages } from './install-packages.ts';
import { canInstallPackages, findProgram, type Machine } from './machine.ts';

export interface DebianSystemOptions {
  /** The folder that becomes the system's root. It is kept between runs. */
  readonly root: string;
  readonly suite: string;
  /** Besides the essential packages of Debian. */
  readonly packages: readonly string[];
  /** What it is for, as in `Installing MySQL from Debian sid`. */
  readonly name: string;
  readonly machine: Machine;
  readonly report: (line: string) => void;
}

/**
 * Installs packages of a Debian suite into a folder of their own, at the first call. The machine's own packages do not change,
 * except that debootstrap is installed when it is missing.
 *
 * @throws CliError with the reason when it cannot be installed
 */
export async function ensureDebianSystem(options: DebianSystemOptions): Promise<void> {
  const { root, suite, packages, name, machine, report } = options;
  if (existsSync(root)) return;
  if (findProgram(machine, 'debootstrap') === undefined && canInstallPackages(machine)) {
    await installPackages(machine, ['debootstrap', 'debian-archive-keyring'], report);
  }
  const debootstrap = findProgram(machine, 'debootstrap');
  if (debootstrap === undefined) throw new CliError('debootstrap is not installed.');
  const folder = dirname(root);
  mkdirSync(folder, { recursive: true });
  // Renamed when it is complete. An interrupted one is not removed: parts of this system may be mounted in it.
  const unfinished = mkdtempSync(join(folder, 'unfinished-'));
  report(`Installing ${name} from Debian ${suite} into ${folder}; this takes a minute or two …`);
  const args = ['--variant=minbase', `--include=${packages.join()}`, suite, unfinished];
  const { failed, all } = await execa(debootstrap, args, { all: true, reject: false, stdin: 'ignore' });
  if (failed) throw new CliError(`debootstrap failed: ${all.trim().split('\n').at(-1)}`);
  // Another run may have installed it in the meantime.
  if (!existsSync(root)) renameSync(unfinished, root);
}
