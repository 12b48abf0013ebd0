import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Component } from '../../cluster/control-plane/components.ts';
import { type NodePaths, nodeNetwork } from './node-paths.ts';

export const containerdSocket = '/run/containerd/containerd.sock';

/** The image of the process that holds a pod's namespaces. */
export const pauseImage = 'docker.io/taskyard-local/pause:1';

/**
 * Debian's containerd with its CRI plug-in. All images come from the registry on the node.
 *
 * @param plugins the folder of further network plug-ins
 */
export async function containerd(paths: NodePaths, plugins?: string): Promise<Component> {
  const folder = join(paths.folder, 'containerd-settings');
  const registries = join(folder, 'registries', '_default');
  for (const path of [paths.networks, registries]) await mkdir(path, { recursive: true });
  const registry = `http://127.0.0.1:${nodeNetwork.registryPort}`;
  const hosts = `server = "${registry}"\n[host."${registry}"]\n  capabilities = ["pull", "resolve"]\n`;
  await writeFile(join(registries, 'hosts.toml'), hosts);
  const file = join(folder, 'config.toml');
  await writeFile(file, configuration(paths, plugins, join(folder, 'registries')));
  return {
    program: '/usr/bin/containerd',
    arguments: [`--config=${file}`],
    isReady: async () =>
      (await promisify(execFile)('/usr/bin/ctr', ['--address', containerdSocket, 'version'])) !== null,
    readyWithinSeconds: 60,
  };
}

function configuration(
  { containerd: root, networks }: NodePaths,
  plugins: string | undefined,
  registries: string,
): string {
  const folders = ['/usr/lib/cni', ...(plugins === undefined ? [] : [plugins])];
  return `version = 3
root = "${root}"
state = "/run/containerd"
[grpc]
  address = "${containerdSocket}"
[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "${pauseImage}"
  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "${registries}"
[plugins."io.containerd.cri.v1.runtime"]
  # Lowering a process's OOM score needs a capability that root lacks in some virtual machines.
  restrict_oom_score_adj = true
  [plugins."io.containerd.cri.v1.runtime".containerd]
    default_runtime_name = "runc"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ${JSON.stringify(folders)}
    conf_dir = "${networks}"
`;
}

/** Debian's registry. It keeps its images between starts. */
export async function registry(paths: NodePaths, storage: string): Promise<Component> {
  await mkdir(storage, { recursive: true });
  const file = join(paths.folder, 'registry.json');
  await writeFile(
    file,
    JSON.stringify({
      version: 0.1,
      log: { level: 'warn' },
      storage: { filesystem: { rootdirectory: storage }, delete: { enabled: true } },
      http: { addr: `127.0.0.1:${nodeNetwork.registryPort}` },
    }),
  );
  return {
    program: '/usr/bin/docker-registry',
    arguments: ['serve', file],
    isReady: async () => listens(nodeNetwork.registryPort),
    readyWithinSeconds: 30,
  };
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
