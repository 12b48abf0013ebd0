import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { childEnvironment, repositoryRoot } from '../shared/environment.ts';
import { nodePaths } from './node/node-paths.ts';
import { readNodeSettings } from './node/node-settings.ts';
import { isNodeRunning } from './node/start-node.ts';

/** Runs kubectl on the cluster in the folder, in this terminal. @returns its exit code */
export async function kubectl(folder: string, args: readonly string[]): Promise<number> {
  if (!isNodeRunning(folder)) throw new CliError('No cluster is running. Start it with: npm run cluster');
  const paths = nodePaths(folder);
  const { exitCode = 1 } = await execa(readNodeSettings(paths.settings).programs.kubectl, args, {
    cwd: repositoryRoot,
    env: childEnvironment({ KUBECONFIG: paths.kubeconfig }),
    reject: false,
    stdio: 'inherit',
  });
  return exitCode;
}
