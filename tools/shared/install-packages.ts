import { execa } from 'execa';
import { CliError } from './cli-error.ts';
import { findProgram, type Machine } from './machine.ts';
import { cancelledBy } from './processes/cancelled-by.ts';

/** Installs Debian packages. @throws CliError with the end of apt-get's output */
export async function installPackages(
  machine: Machine,
  packages: readonly string[],
  report: (line: string) => void,
  signal?: AbortSignal,
): Promise<void> {
  const aptGet = findProgram(machine, 'apt-get');
  if (aptGet === undefined) throw new CliError('apt-get was not found.');
  report(`Installing ${packages.join(' and ')} with apt-get; this takes a minute or two …`);
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  for (const args of [['update'], install]) {
    const { failed, all } = await execa(aptGet, args, {
      all: true,
      reject: false,
      stdin: 'ignore',
      ...cancelledBy(signal),
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
    signal?.throwIfAborted();
    // The present package lists may be recent enough.
    if (failed && args !== install) report('apt-get update failed; using the present package lists.');
    if (failed && args === install) {
      const end = all.trim().split('\n').slice(-8).join('\n');
      throw new CliError(`Installing ${packages.join(' and ')} failed:\n${end}`);
    }
  }
}
