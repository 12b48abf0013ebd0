import { appendFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApiClient } from '../../cluster/control-plane/api-client.ts';
import type { ApiAccess } from '../../cluster/control-plane/api-object.ts';
import {
  apiserver,
  type Component,
  controllerManager,
  etcd,
  scheduler,
} from '../../cluster/control-plane/components.ts';
import { kubeconfig } from '../../cluster/control-plane/kubeconfig.ts';
import { Service } from '../../shared/child-process.ts';
import { containerd, registry } from './container-runtime.ts';
import { forward } from './forward.ts';
import { kubelet, kubeProxy } from './kubelet.ts';
import { writeNodeCertificates } from './node-certificates.ts';
import { nodeNetwork, nodePaths, socketOf } from './node-paths.ts';
import { readNodeSettings } from './node-settings.ts';
import { writePodNetwork } from './pod-network.ts';
import { installPolicyDefinitions, policyAgent } from './policy-agent.ts';
import { provisionVolumes, storageClass } from './volume-provisioner.ts';

/**
 * The programs of a node, run by enter.sh in namespaces of their own. The only argument is the folder of the cluster. It runs
 * until it is killed; the kernel then ends the programs and the pods.
 */
const folder = process.argv[2] ?? '';
const paths = nodePaths(folder);
const { programs, policies, cgroup, registry: registryFolder, ports } = readNodeSettings(paths.settings);

const report = (line: string) => appendFileSync(paths.progress, `${line}\n`);

async function start(name: string, component: Component, ...more: string[]): Promise<void> {
  const began = performance.now();
  await Service.start({
    ...component,
    arguments: [...component.arguments, ...more],
    logFile: join(paths.logs, `${name}.log`),
    workingDirectory: folder,
  });
  report(`${name} is ready after ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

async function startControlPlane(): Promise<{ client: ApiClient; authority: string }> {
  const certificates = await writeNodeCertificates(paths.certificates);
  const storage = await etcd(programs.etcd, folder);
  await start('etcd', storage.component);
  const server = await apiserver(programs.apiserver, folder, storage.address);
  await start(
    'kube-apiserver',
    server.component,
    // The last value of an option counts. Pods reach the API server at the node's address.
    '--bind-address=0.0.0.0',
    `--advertise-address=${nodeNetwork.node}`,
    '--endpoint-reconciler-type=master-count',
    `--client-ca-file=${certificates.authority}`,
    `--kubelet-client-certificate=${certificates.kubeletClient.certificate}`,
    `--kubelet-client-key=${certificates.kubeletClient.key}`,
    `--requestheader-client-ca-file=${certificates.frontProxyAuthority}`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${certificates.frontProxyClient.certificate}`,
    `--proxy-client-key-file=${certificates.frontProxyClient.key}`,
    '--enable-aggregator-routing=true',
    // No DNS server knows the node's name.
    '--kubelet-preferred-address-types=InternalIP',
  );
  const access = await server.access();
  await writeFile(paths.nodeKubeconfig, kubeconfig(access), { mode: 0o600 });
  const outside: ApiAccess = { ...access, server: `https://127.0.0.1:${ports.apiserver}` };
  await writeFile(paths.kubeconfig, kubeconfig(outside), { mode: 0o600 });
  await forward({ path: socketOf(folder, 'apiserver') }, portOf(access.server));
  const client = new ApiClient(access);
  await start(
    'kube-controller-manager',
    await controllerManager(programs.controllerManager, folder, paths.nodeKubeconfig, client),
    `--root-ca-file=${certificates.authority}`,
  );
  await start('kube-scheduler', await scheduler(programs.scheduler, folder, paths.nodeKubeconfig));
  return { client, authority: certificates.authority };
}

async function startRuntime(): Promise<void> {
  await start('registry', await registry(paths, registryFolder));
  await forward({ path: socketOf(folder, 'registry') }, { host: '127.0.0.1', port: nodeNetwork.registryPort });
  await start('containerd', await containerd(paths, policies?.plugins));
}

async function startPodNetwork(client: ApiClient): Promise<void> {
  if (policies === undefined) {
    await writePodNetwork(paths.networks);
    return;
  }
  await installPolicyDefinitions(client, policies.source);
  await start('cilium-agent', await policyAgent(policies, paths));
}

function portOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
}

try {
  for (const path of [paths.logs, paths.volumes, paths.containerd]) await mkdir(path, { recursive: true });
  const [{ client, authority }] = await Promise.all([startControlPlane(), startRuntime()]);
  await client.apply(storageClass);
  void provisionVolumes(client, paths.volumes, new AbortController().signal);
  const node = { program: programs.kubelet, paths, client, clientAuthority: authority, cgroup };
  // Each waits for the other: the agent for the Node, and the node for the network that the agent writes.
  await Promise.all([start('kubelet', await kubelet(node)), startPodNetwork(client)]);
  // It waits for the node's address.
  await start('kube-proxy', await kubeProxy(programs.kubeProxy, paths));
  await forward({ path: socketOf(folder, 'ingress') }, { host: nodeNetwork.ingressService, port: 80 });
  report('ready');
} catch (error) {
  report(`failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}
// The API client and the servers of the sockets keep this process alive.
