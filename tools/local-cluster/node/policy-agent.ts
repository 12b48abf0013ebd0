import { chmod, copyFile, cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ApiClient } from '../../cluster/control-plane/api-client.ts';
import type { ApiObject } from '../../cluster/control-plane/api-object.ts';
import type { Component } from '../../cluster/control-plane/components.ts';
import { nodeName } from './kubelet.ts';
import { type NodePaths, nodeNetwork } from './node-paths.ts';
import type { PolicyPrograms } from './node-settings.ts';
import { podNetworkFile, writePodNetwork } from './pod-network.ts';

/** Custom resources in which the agent keeps the identities of pods, in the Go module. */
const definitions = 'pkg/k8s/apis/cilium.io/client/crds';

/** Cilium's operator would install them. */
export async function installPolicyDefinitions(client: ApiClient, source: string): Promise<void> {
  for (const version of await readdir(join(source, definitions))) {
    const folder = join(source, definitions, version);
    for (const name of (await readdir(folder)).filter((file) => file.endsWith('.yaml'))) {
      await client.apply(parse(await readFile(join(folder, name), 'utf8')) as ApiObject);
    }
  }
}

/**
 * Cilium's agent. Its plug-in follows on that which makes the link of a pod, and filters what passes the link. The agent writes
 * the network's file when it is there, so no pod starts before that.
 */
export async function policyAgent(programs: PolicyPrograms, paths: NodePaths): Promise<Component> {
  const [library, compiler] = ['/var/lib/cilium', '/usr/local/bin/clang'];
  const network = await writePodNetwork(library, [{ type: 'cilium-cni', 'chaining-mode': 'generic-veth' }]);
  // A copy, because the agent adds files about this kernel.
  await cp(join(programs.source, 'bpf'), join(library, 'bpf'), { recursive: true });
  await copyFile(join(import.meta.dirname, 'policy-compiler.sh'), compiler);
  await chmod(compiler, 0o755);
  const isReady = async () => (await fetch('http://127.0.0.1:9879/healthz', { headers: { brief: 'true' } })).ok;
  return {
    program: 'unshare',
    arguments: [
      ...['--mount', '--propagation=private', 'sh', join(import.meta.dirname, 'policy-agent.sh'), programs.agent],
      `--k8s-kubeconfig-path=${paths.nodeKubeconfig}`,
      `--lib-dir=${library}`,
      `--read-cni-conf=${network}`,
      `--write-cni-conf-when-ready=${join(paths.networks, podNetworkFile)}`,
      '--cni-exclusive=false',
      ...filterOnly,
    ],
    environment: { K8S_NODE_NAME: nodeName },
    isReady,
    readyWithinSeconds: 120,
  };
}

/** Addresses, routes and Services are left to the other programs of the node, and there is no proxy. */
const filterOnly = [
  '--cni-chaining-mode=generic-veth',
  '--identity-allocation-mode=crd',
  // Another plug-in gives pods their addresses. The agent's own is never routed.
  '--ipam=delegated-plugin',
  '--local-router-ipv4=169.254.32.1',
  '--routing-mode=native',
  `--ipv4-native-routing-cidr=${nodeNetwork.pods}`,
  '--enable-endpoint-routes=true',
  '--enable-local-node-route=false',
  '--enable-ipv4-masquerade=false',
  '--enable-ipv6-masquerade=false',
  '--enable-ipv6=false',
  '--kube-proxy-replacement=false',
  '--enable-l7-proxy=false',
  '--enable-hubble=false',
  '--enable-health-checking=false',
  '--enable-endpoint-health-checking=false',
  // As other enforcers do: a range of addresses includes the node, where the API server is.
  '--policy-cidr-match-mode=nodes',
];
