import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { childEnvironment, readEnvironment, repositoryRoot } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { nodePaths } from './node/node-paths.ts';
import { readNodeSettings } from './node/node-settings.ts';
import { isNodeRunning } from './node/start-node.ts';

/** Runs kubectl on the cluster in the folder, in this terminal. @returns its exit code */
export async function kubectl(folder: string, args: readonly string[]): Promise<number> {
  const kubeconfig = join(folder, 'kubeconfig');
  const program = isNodeRunning(folder)
    ? readNodeSettings(nodePaths(folder).settings).programs.kubectl
    : findProgram(readEnvironment().machine, 'kubectl');
  if (program === undefined || !existsSync(kubeconfig)) {
    throw new CliError('No cluster is running. Start it with: npm run cluster');
  }
  const { exitCode = 1 } = await execa(program, args, {
    cwd: repositoryRoot,
    env: childEnvironment({ KUBECONFIG: kubeconfig }),
    reject: false,
    stdio: 'inherit',
  });
  return exitCode;
}
