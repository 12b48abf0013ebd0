import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliError } from '../shared/cli-error.ts';
import { repositoryRoot } from '../shared/environment.ts';

/** @throws CliError with what git said */
export async function git(...args: readonly string[]): Promise<string> {
  try {
    // A whole history, as before the first release, is larger than the default of 1 MB.
    const { stdout } = await promisify(execFile)('git', args, { cwd: repositoryRoot, maxBuffer: 256 * 1024 * 1024 });
    return stdout.trimEnd();
  } catch (error) {
    throw new CliError(`git ${args[0]} failed: ${error instanceof Error ? error.message : error}`);
  }
}
