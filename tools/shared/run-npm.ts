import { execa } from 'execa';
import { childEnvironment, repositoryRoot } from './environment.ts';

/** Runs npm in the repository, with its output on the terminal. @returns the exit code; undefined after a signal */
export async function runNpm(args: readonly string[], env: Record<string, string> = {}): Promise<number | undefined> {
  const { exitCode } = await execa('npm', args, {
    cwd: repositoryRoot,
    env: childEnvironment(env),
    reject: false,
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
  });
  return exitCode;
}
