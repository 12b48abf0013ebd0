import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { cacheDirectory, repositoryRoot } from '../../shared/environment.ts';
import { freePort } from '../../shared/free-port.ts';
import type { NodeSettings } from '../node/node-settings.ts';
import type { ClusterPrograms } from './programs.ts';

/** The port of the app. The stack `local` has the origin http://localhost, which names no other. */
const ingressPort = 80;

/** What the node of the cluster in `folder` is started with. */
export async function nodeSettings(folder: string, programs: ClusterPrograms, debian: string): Promise<NodeSettings> {
  const policies = canFilter() ? programs.policies : undefined;
  return {
    cgroup: `taskyard-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`,
    registry: `${cacheDirectory}/local-cluster/registry`,
    programs: {
      etcd: programs.controlPlane.etcd,
      apiserver: programs.controlPlane.apiserver,
      controllerManager: programs.controlPlane.controllerManager,
      scheduler: programs.controlPlane.scheduler,
      kubelet: programs.kubelet,
      kubeProxy: programs.kubeProxy,
      kubectl: programs.kubectl,
    },
    policies,
    ports: { apiserver: await freePort(), registry: await freePort(), ingress: ingressPort },
    debian,
    kept: [...keptFolders(), ...(policies === undefined ? [] : [policies.source])],
  };
}

/** Whether the kernel runs the agent's filters. */
function canFilter(): boolean {
  return /\bbpf$/m.test(readFileSync('/proc/filesystems', 'utf8'));
}

/** Folders of this machine that programs on the Debian system see: this checkout, the built programs, and Node. */
export function keptFolders(): string[] {
  return [...new Set([repositoryRoot, cacheDirectory, dirname(process.execPath)])];
}
