import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CliError } from '../shared/cli-error.ts';
import { repositoryRoot } from '../shared/environment.ts';

/** Without execa: jobs use it before any package is installed. @throws CliError with git's message */
export async function git(...args: readonly string[]): Promise<string> {
  try {
    // The whole history, read before the first release, is larger than the default of 1 MB.
    const { stdout } = await promisify(execFile)('git', args, { cwd: repositoryRoot, maxBuffer: 256 * 1024 * 1024 });
    return stdout.trimEnd();
  } catch (error) {
    throw new CliError(`git ${args[0]} failed: ${error instanceof Error ? error.message : error}`);
  }
}
