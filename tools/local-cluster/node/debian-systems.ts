import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ensureMysqlSystem } from '../../mysql-test/debian-mysql.ts';
import { ensureDebianSystem } from '../../shared/debian-system.ts';
import { cacheDirectory } from '../../shared/environment.ts';
import type { Machine } from '../../shared/machine.ts';

/** Root folders of Debian systems. */
export interface DebianSystems {
  /** The node's: container runtime, network plug-ins, registry, buildah and the compiler of network filters. */
  readonly node: string;
  /** Debian 12, as the base of the product images. */
  readonly images: string;
  readonly mysql: string;
}

/** Debian's unstable suite has the newest container runtime: kubelets of this Kubernetes version need containerd 2. */
const nodePackages = [
  ...['containerd', 'runc', 'containernetworking-plugins', 'docker-registry', 'buildah', 'netavark'],
  ...['iptables', 'iproute2', 'mount', 'e2fsprogs', 'ca-certificates'],
  ...['clang', 'bpftool'],
];

const imagePackages = ['ca-certificates'];

/** Installs the systems that are missing, below the cache folder. @throws CliError */
export async function debianSystems(machine: Machine, report: (line: string) => void): Promise<DebianSystems> {
  const folder = join(cacheDirectory, 'local-cluster', 'debian');
  const node = join(folder, `node-${fingerprint(nodePackages)}`);
  const images = join(folder, `images-${fingerprint(imagePackages)}`);
  const common = { machine, report };
  await ensureDebianSystem({
    ...common,
    root: node,
    suite: 'sid',
    packages: nodePackages,
    name: 'a container runtime',
  });
  await ensureDebianSystem({
    ...common,
    ...{ root: images, suite: 'bookworm', packages: imagePackages, name: 'the base of the images' },
  });
  const mysql = await ensureMysqlSystem({ ...common, folder: join(cacheDirectory, 'mysql') });
  return { node, images, mysql };
}

/** A system with other packages is another one. */
function fingerprint(packages: readonly string[]): string {
  return createHash('sha256').update(packages.join()).digest('hex').slice(0, 8);
}
