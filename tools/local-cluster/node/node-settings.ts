import { readFileSync } from 'node:fs';
import { z } from 'zod';

const policyPrograms = z.object({
  agent: z.string(),
  /** The folder of its network plug-in. */
  plugins: z.string(),
  /** The folder of Cilium's Go module. The agent compiles some of its files for the kernel. */
  source: z.string(),
});

/** Cilium, which enforces NetworkPolicies and leaves addresses, routes and Services to the rest of the node. */
export type PolicyPrograms = z.output<typeof policyPrograms>;

const schema = z.object({
  /** Distinguishes this cluster's cgroups from those of another cluster on the machine. */
  cgroup: z.string(),
  /** The folder where the registry keeps images between starts. */
  registry: z.string(),
  programs: z.object({
    etcd: z.string(),
    apiserver: z.string(),
    controllerManager: z.string(),
    scheduler: z.string(),
    kubelet: z.string(),
    kubeProxy: z.string(),
    kubectl: z.string(),
  }),
  /** Not set: NetworkPolicies are not enforced. */
  policies: policyPrograms.optional(),
  /** Ports on loopback of this machine. */
  ports: z.object({ apiserver: z.number(), registry: z.number(), ingress: z.number() }),
  /** A Debian system with the container runtime. */
  debian: z.string(),
  /** Folders of this machine that the node sees under the same path. */
  kept: z.array(z.string()),
});

/** What a node is started with. It is a file, because three processes need it. */
export type NodeSettings = z.output<typeof schema>;

export function readNodeSettings(path: string): NodeSettings {
  return schema.parse(JSON.parse(readFileSync(path, 'utf8')));
}
