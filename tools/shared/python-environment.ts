import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { CliError } from './cli-error.ts';
import { cacheDirectory, readEnvironment } from './environment.ts';
import { findProgram, type Machine } from './machine.ts';

export interface PythonEnvironmentOptions {
  /** Where the virtual environment is kept between runs. Its name should hold the version of what is installed. */
  readonly folder: string;
  /** What `pip install` gets: a requirement such as `zizmor==1.32.0`, or `-r` and a file. */
  readonly requirements: readonly string[];
  /** What the messages call it. */
  readonly name: string;
  readonly machine: Machine;
}

/**
 * A Python virtual environment with the given requirements, installed at the first call.
 *
 * @returns whether it can be used: false without Python 3 and its venv module, which Debian packages separately
 * @throws CliError with pip's output when the installation fails
 */
export async function ensurePythonEnvironment(options: PythonEnvironmentOptions): Promise<boolean> {
  const { folder, requirements, name, machine } = options;
  // Written last: an installation that was interrupted is not taken for a complete one.
  const complete = join(folder, '.complete');
  if (existsSync(complete)) return true;
  const python = findProgram(machine, 'python3');
  if (python === undefined || (await execute(python, ['-c', 'import ensurepip, venv'])).failed) return false;
  console.log(`Installing ${name} …`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  const pip = join(folder, 'bin/pip');
  for (const [program, args] of [
    [python, ['-m', 'venv', folder]],
    [pip, ['install', '--quiet', '--disable-pip-version-check', ...requirements]],
  ] as const) {
    const { failed, all } = await execute(program, args);
    if (failed) throw new CliError(`${name} could not be installed:\n${all.trim()}`);
  }
  writeFileSync(complete, '');
  return true;
}

/**
 * Installs the requirements of a file once per version of the file, in the user's cache.
 *
 * @param name what is installed, for the folder and the messages
 * @returns the folder of the virtual environment; its programs are in `bin`
 * @throws CliError without Python 3, or when the installation fails
 */
export async function installRequirements(name: string, file: string): Promise<string> {
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  const folder = join(cacheDirectory, `${name}-${hash.slice(0, 16)}`);
  const { machine } = readEnvironment();
  if (!(await ensurePythonEnvironment({ folder, requirements: ['-r', file], name, machine }))) {
    throw new CliError(`${name} needs Python 3.10 or newer with its venv module. Install python3 and python3-venv.`);
  }
  return folder;
}

function execute(program: string, args: readonly string[]) {
  return execa(program, args, { all: true, reject: false, stdin: 'ignore' });
}
