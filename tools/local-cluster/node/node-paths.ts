import { join } from 'node:path';

/** Files in the folder of a cluster. The programs on the node and the commands outside use the same paths. */
export interface NodePaths {
  readonly folder: string;
  readonly logs: string;
  /** For clients on this machine: it names the forwarded port of the API server. */
  readonly kubeconfig: string;
  /** For programs on the node. */
  readonly nodeKubeconfig: string;
  readonly certificates: string;
  readonly volumes: string;
  /** What the node has reached so far, a line for each step. */
  readonly progress: string;
  /** What the node is started with. */
  readonly settings: string;
  /** Identity of the supervising process. */
  readonly supervisor: string;
  readonly containerd: string;
  /** How pods are connected. The node is not ready while it is empty. */
  readonly networks: string;
  readonly system: string;
}

export function nodePaths(folder: string): NodePaths {
  return {
    folder,
    logs: join(folder, 'logs'),
    kubeconfig: join(folder, 'kubeconfig'),
    nodeKubeconfig: join(folder, 'node-kubeconfig'),
    certificates: join(folder, 'certificates'),
    volumes: join(folder, 'volumes'),
    progress: join(folder, 'progress'),
    settings: join(folder, 'node.json'),
    supervisor: join(folder, 'supervisor.json'),
    containerd: join(folder, 'containerd'),
    networks: join(folder, 'containerd-settings', 'networks'),
    system: join(folder, 'system'),
  };
}

/** Services on the node that clients outside reach: through a socket in the folder, because the networks are separate. */
export type ForwardedService = 'apiserver' | 'registry' | 'ingress';

export function socketOf(folder: string, service: ForwardedService): string {
  return join(folder, `${service}.sock`);
}

/** Addresses in the private network of the node. */
export const nodeNetwork = {
  node: '10.200.0.1',
  pods: '10.244.0.0/16',
  podsOfNode: '10.244.0.0/24',
  services: '10.96.0.0/16',
  apiService: '10.96.0.1',
  dnsService: '10.96.0.10',
  ingressService: '10.96.0.80',
  registryPort: 5000,
} as const;
