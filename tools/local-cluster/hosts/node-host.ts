import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ApiClient } from '../../cluster/control-plane/api-client.ts';
import { cacheDirectory } from '../../shared/environment.ts';
import type { Machine } from '../../shared/machine.ts';
import { startAddons } from '../addons/start-addons.ts';
import { Buildah } from '../images/buildah.ts';
import { imageBuilds } from '../images/cluster-images.ts';
import { LocalRegistry } from '../images/local-registry.ts';
import { debianSystems } from '../node/debian-systems.ts';
import { readAccess } from '../node/kubeconfig-access.ts';
import { nodePaths } from '../node/node-paths.ts';
import { readNodeSettings } from '../node/node-settings.ts';
import { isNodeRunning, startNode } from '../node/start-node.ts';
import { type ClusterHost, retaggedDockerfile } from './cluster-host.ts';
import { keptFolders, nodeSettings } from './cluster-settings.ts';
import { clusterPrograms } from './programs.ts';
import { step } from './steps.ts';

export interface ClusterHostOptions {
  readonly folder: string;
  readonly machine: Machine;
  readonly report: (line: string) => void;
}

/** Starts a node in private namespaces of this machine, unless it runs already, and builds the images that it lacks. */
export async function startNodeHost({ folder, machine, report }: ClusterHostOptions): Promise<ClusterHost> {
  const cache = join(cacheDirectory, 'local-cluster');
  const storage = join(cache, 'buildah');
  mkdirSync(storage, { recursive: true, mode: 0o700 });
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
  const { base, pulled, images, addonImages } = imageBuilds({
    systems,
    programs: programs.addons,
    folder: cache,
    machine,
  });
  const buildah = new Buildah({ debian: systems.node, storage, kept: keptFolders() });
  await step(report, 'Images', async () => {
    let isBaseBuilt = false;
    for (const build of pulled) {
      if (await registry.has(build.image)) continue;
      if (!isBaseBuilt) await buildah.build(base());
      isBaseBuilt = true;
      report(`  building ${build.image}`);
      await buildah.build(build);
      await buildah.push(build.image, ports.registry);
    }
  });
  await step(report, 'DNS, metrics and ingress controller', async () => {
    const client = new ApiClient(readAccess(paths.kubeconfig));
    await startAddons(client, addonImages).finally(() => client.close());
  });

  return {
    kubeconfig: paths.kubeconfig,
    kubectl: programs.kubectl,
    images,
    async pushImage(name, tag) {
      const image = `taskyard/${name}:${tag}`;
      // The base may come from an earlier start, whose layers are in the registry alone.
      await buildah.buildText(image, retaggedDockerfile(`127.0.0.1:${ports.registry}/${images[name]}`, tag));
      await buildah.push(image, ports.registry);
      return image;
    },
  };
}
