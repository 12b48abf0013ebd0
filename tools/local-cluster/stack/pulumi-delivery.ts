import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { run, Service } from '../../shared/child-process.ts';
import { CliError } from '../../shared/cli-error.ts';
import { cacheDirectory, pathStartingWith, repositoryRoot } from '../../shared/environment.ts';
import type { Delivery } from './delivery.ts';

export interface PulumiDeliveryOptions {
  /** Path of the CLI. */
  readonly program: string;
  /** Keeps the state and copies of the stack's files: neither the checkout nor the user's settings are changed. */
  readonly folder: string;
  readonly kubeconfig: string;
}

/** Providers that are not downloaded: `ValuesProvider` stands for them. */
const providedHere = ['random', 'tls'];

/** Applies the stack with a Pulumi engine. Its state is in the folder, so it needs no account. */
export async function pulumiDelivery({ program, folder, kubeconfig }: PulumiDeliveryOptions): Promise<Delivery> {
  const project = join(folder, 'project');
  const stackFile = join(project, 'Pulumi.local.yaml');

  const pulumi = async (args: readonly string[], environment: Record<string, string> = {}) => {
    const { exitCode, stdout, stderr } = await run(program, [...args, '--non-interactive', '--color=never'], {
      workingDirectory: project,
      environment: {
        PULUMI_HOME: join(cacheDirectory, 'local-cluster', 'pulumi'),
        PULUMI_BACKEND_URL: `file://${join(folder, 'state')}`,
        // The state is deleted with the cluster, and its folder is readable for this user only.
        PULUMI_CONFIG_PASSPHRASE: 'local',
        PULUMI_SKIP_UPDATE_CHECK: 'true',
        KUBECONFIG: kubeconfig,
        // The language host runs `node` from PATH, which must be a version that runs TypeScript.
        PATH: pathStartingWith(dirname(process.execPath)),
        ...environment,
      },
    });
    return { exitCode, output: `${stdout}${stderr}` };
  };

  const withProviders = async (...args: string[]) => {
    const provider = await startValuesProvider(folder);
    try {
      const ports = providedHere.map((name) => `${name}:${provider.port}`).join(',');
      return await pulumi(args, { PULUMI_DEBUG_PROVIDERS: ports });
    } finally {
      await provider.service.stop();
    }
  };

  const delivery: Delivery = {
    kind: 'pulumi',
    async configure([section = '', ...rest], value) {
      const document = parseDocument(await readFile(stackFile, 'utf8'));
      document.setIn(['config', `taskyard:${section}`, ...rest], value);
      await writeFile(stackFile, document.toString());
    },
    up: () => withProviders('up', '--yes', '--skip-preview'),
    destroy: () => withProviders('destroy', '--yes', '--skip-preview'),
  };
  if (existsSync(stackFile)) return delivery;

  for (const path of [project, join(folder, 'state')]) await mkdir(path, { recursive: true, mode: 0o700 });
  const settings = (await readdir(repositoryRoot)).filter((name) => /^Pulumi\.(local\.)?yaml$/.test(name));
  for (const name of ['stacks', 'node_modules']) await symlink(join(repositoryRoot, name), join(project, name));
  for (const name of settings) await copyFile(join(repositoryRoot, name), join(project, name));
  const { exitCode, output } = await pulumi(['stack', 'init', 'local']);
  if (exitCode !== 0) throw new CliError(`pulumi stack init failed:\n${output}`);
  return delivery;
}

async function startValuesProvider(folder: string): Promise<{ service: Service; port: string }> {
  const logFile = join(folder, `values-provider-${Date.now()}.log`);
  const port = async () => /^\d+$/m.exec(await readFile(logFile, 'utf8'))?.[0];
  const service = await Service.start({
    program: process.execPath,
    arguments: [join(import.meta.dirname, 'serve-values-provider.ts')],
    logFile,
    isReady: async () => (await port()) !== undefined,
    readyWithinSeconds: 60,
  });
  return { service, port: String(await port()) };
}
