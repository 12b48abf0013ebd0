import { renameSync, rmSync } from 'node:fs';
import { execa } from 'execa';
import { CliError } from '../../shared/cli-error.ts';
import { cancelledBy } from '../../shared/processes/cancelled-by.ts';
import { logSizeArguments, type ServerSettings, userArguments } from './server-arguments.ts';
import type { ServerProgram } from './server-program.ts';

/** Fills the data folder for the first time. When it is interrupted, the next attempt removes the unfinished folder. */
export async function initialise(program: ServerProgram, settings: ServerSettings): Promise<void> {
  const { folder } = settings;
  folder.checkFreeSpace();
  rmSync(folder.unfinished, { recursive: true, force: true });
  const [command, args] = initialisation(program, settings);
  const { failed, all } = await execa(command, args, {
    all: true,
    reject: false,
    stdin: 'ignore',
    // Not as `--tmpdir`: the installer splits options that it does not know at their spaces.
    env: { TMPDIR: folder.temporary },
    ...cancelledBy(settings.signal),
  });
  if (failed) {
    rmSync(folder.unfinished, { recursive: true, force: true });
    settings.signal?.throwIfAborted();
    throw new CliError(`${program.path} could not make a new database in ${folder.path}:\n${lastLines(all)}`);
  }
  folder.recordOrigin({ kind: program.flavour, version: program.version });
  renameSync(folder.unfinished, folder.data);
}

function initialisation(program: ServerProgram, settings: ServerSettings): [string, string[]] {
  const datadir = `--datadir=${settings.folder.unfinished}`;
  const logSize = logSizeArguments(settings);
  if (program.installer === undefined) {
    const args = ['--no-defaults', '--initialize-insecure', datadir, ...logSize, ...userArguments(settings)];
    return [program.path, args];
  }
  // Without --user, even as root: with it, the installer runs chown and splits paths at their spaces.
  const accounts = ['--auth-root-authentication-method=socket', '--skip-test-db'];
  return [program.installer, ['--no-defaults', datadir, ...accounts, ...logSize]];
}

function lastLines(output: string): string {
  return output.trim().split('\n').slice(-8).join('\n');
}
