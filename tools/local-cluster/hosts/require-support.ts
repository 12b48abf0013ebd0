import { CliError } from '../../shared/cli-error.ts';
import { findProgram, type Machine } from '../../shared/machine.ts';

/** @throws CliError when this machine cannot run a node of its own, with what is missing */
export function requireSupport(machine: Machine, platform: NodeJS.Platform): void {
  if (platform !== 'linux' || !machine.isRoot) {
    throw new CliError('A cluster needs Docker and kind on PATH, or root on Linux.');
  }
  for (const program of ['unshare', 'go', 'npm']) {
    if (findProgram(machine, program) === undefined) throw new CliError(`${program} was not found on PATH.`);
  }
}
