import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ApiClient } from '../cluster/control-plane/api-client.ts';
import { run } from '../shared/child-process.ts';
import { CliError } from '../shared/cli-error.ts';
import { cacheDirectory, readEnvironment } from '../shared/environment.ts';
import { findProgram } from '../shared/machine.ts';
import { startAddons } from './addons/start-addons.ts';
import { keptFolders, nodeSettings } from './cluster-settings.ts';
import { debianSystems } from './debian-systems.ts';
import { Buildah } from './images/buildah.ts';
import { imageBuilds } from './images/cluster-images.ts';
import { LocalRegistry } from './images/local-registry.ts';
import { readAccess } from './node/kubeconfig-access.ts';
import { nodePaths } from './node/node-paths.ts';
import { readNodeSettings } from './node/node-settings.ts';
import { isNodeRunning, startNode, stopNode } from './node/start-node.ts';
import { clusterPrograms } from './programs.ts';
import { requireSupport } from './require-support.ts';
import type { Delivery, ProgramResult } from './stack/delivery.ts';
import { manifestDelivery } from './stack/manifest-delivery.ts';
import { pulumiDelivery } from './stack/pulumi-delivery.ts';
import { step } from './steps.ts';

export interface LocalClusterOptions {
  /** Holds the cluster's data, its logs and its kubeconfig. `stop()` removes it. */
  readonly folder: string;
  /** Called with a line for each step. */
  readonly report: (line: string) => void;
}

/** A running cluster with the stack `local` on it. */
export interface LocalCluster {
  /** Path of a kubeconfig with the rights of an administrator. It is reached over loopback. */
  readonly kubeconfig: string;
  /** The URL of the app through the ingress controller, reached over loopback. */
  readonly origin: string;
  /** What applies the stack: a Pulumi engine where there is one, else the rendered manifests. */
  readonly deliveredBy: 'pulumi' | 'manifests';
  /** Path of the kubectl that fits the cluster. */
  readonly kubectlProgram: string;
  /** Runs kubectl to its end. The caller checks `exitCode`. */
  kubectl(...args: string[]): Promise<ProgramResult>;
  /** Sets one configuration value of the stack, such as `['images', 'backend']`. The next `up` applies it. */
  configure(path: readonly string[], value: unknown): Promise<void>;
  /** Runs an update of the stack. The caller checks `exitCode`. */
  up(): Promise<ProgramResult>;
  /** Deletes everything in the stack. The caller checks `exitCode`. */
  destroy(): Promise<ProgramResult>;
  /**
   * Stores an image of the product under a further tag. It has one small layer more, so its digest differs.
   *
   * @returns the reference for the stack's configuration, such as `taskyard/backend:next`
   */
  pushImage(name: 'backend' | 'web', tag: string): Promise<string>;
  /** Ends every program of the cluster and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts a cluster on a node of its own, builds the images and brings the stack `local` up on it. A cluster that runs in the
 * folder already is updated. The cluster outlives this process until `stop()`, or `stopLocalCluster` of another process.
 *
 * @throws CliError when the machine cannot run it or a step fails; the node then keeps running, so that its logs can be read
 */
export async function startLocalCluster(options: LocalClusterOptions): Promise<LocalCluster> {
  const { report } = options;
  const folder = resolve(options.folder);
  const { machine } = readEnvironment();
  requireSupport(machine, process.platform);
  const cache = join(cacheDirectory, 'local-cluster');
  for (const path of [folder, join(cache, 'buildah')]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const paths = nodePaths(folder);

  const programs = await step(report, 'Programs', () => clusterPrograms(report));
  const systems = await step(report, 'Debian systems', () => debianSystems(machine, report));
  if (!isNodeRunning(folder)) {
    await step(report, 'Node', async () =>
      startNode(folder, await nodeSettings(folder, programs, systems.node), report),
    );
  }
  const { ports } = readNodeSettings(paths.settings);
  const registry = new LocalRegistry(ports.registry);
  const { base, pulled, images } = imageBuilds({ systems, programs: programs.addons, folder: cache, machine });
  const buildah = new Buildah({ debian: systems.node, storage: join(cache, 'buildah'), kept: keptFolders() });
  await step(report, 'Images', async () => {
    let isBaseBuilt = false;
    for (const build of pulled) {
      if (await registry.has(build.image)) continue;
      if (!isBaseBuilt) await buildah.build(base);
      isBaseBuilt = true;
      report(`  building ${build.image}`);
      await buildah.build(build);
      await buildah.push(build.image, ports.registry);
    }
  });

  const client = new ApiClient(readAccess(paths.kubeconfig));
  await step(report, 'DNS, metrics and ingress controller', () => startAddons(client, images.addons));
  const delivery = await openDelivery(folder, client);
  // The cluster has metrics-server already: its chart would come from the internet.
  await delivery.configure(['cluster', 'metricsServer'], false);
  for (const name of ['backend', 'web', 'mysql'] as const) await delivery.configure(['images', name], images[name]);
  await step(report, `Stack local (${delivery.kind})`, async () => {
    const { exitCode, output } = await delivery.up();
    if (exitCode !== 0) throw new CliError(`The stack could not be brought up:\n${output}`);
  });

  return {
    kubeconfig: paths.kubeconfig,
    origin: 'http://localhost',
    deliveredBy: delivery.kind,
    kubectlProgram: programs.kubectl,
    async kubectl(...args) {
      const environment = { KUBECONFIG: paths.kubeconfig };
      const { exitCode, stdout, stderr } = await run(programs.kubectl, args, { environment });
      return { exitCode, output: `${stdout}${stderr}` };
    },
    configure: (path, value) => delivery.configure(path, value),
    up: () => delivery.up(),
    destroy: () => delivery.destroy(),
    async pushImage(name, tag) {
      const image = `taskyard/${name}:${tag}`;
      await buildah.buildText(
        image,
        `FROM docker.io/${images[name]}\nLABEL taskyard.tag=${tag}\nCOPY Dockerfile /tag/${tag}\n`,
      );
      await buildah.push(image, ports.registry);
      return image;
    },
    async stop() {
      client.close();
      await stopLocalCluster(folder);
    },
  };
}

/** Ends every program of the cluster in the folder and removes the folder. Does nothing when there is none. */
export async function stopLocalCluster(folder: string): Promise<void> {
  await stopNode(resolve(folder));
  rmSync(folder, { recursive: true, force: true });
}

async function openDelivery(folder: string, client: ApiClient): Promise<Delivery> {
  const program = findProgram(readEnvironment().machine, 'pulumi');
  const { kubeconfig } = nodePaths(folder);
  return program === undefined
    ? manifestDelivery(client, join(folder, 'manifests'))
    : pulumiDelivery({ program, folder: join(folder, 'pulumi'), kubeconfig });
}
