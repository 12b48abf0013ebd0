import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiClient } from '../../cluster/control-plane/api-client.ts';
import { valueAt } from '../../cluster/control-plane/api-object.ts';
import type { Component } from '../../cluster/control-plane/components.ts';
import { containerdSocket } from './container-runtime.ts';
import { type NodePaths, nodeNetwork } from './node-paths.ts';

export const nodeName = 'local';

export interface KubeletArgs {
  readonly program: string;
  readonly paths: NodePaths;
  readonly client: ApiClient;
  /** The authority of the client certificates that the kubelet accepts. */
  readonly clientAuthority: string;
  readonly cgroup: string;
}

/** Ready when the node is. */
export async function kubelet({ program, paths, client, clientAuthority, cgroup }: KubeletArgs): Promise<Component> {
  const file = join(paths.folder, 'kubelet.json');
  const resolver = join(paths.folder, 'resolv.conf');
  // The node reaches no other network, so there is no server to forward to. Pods ask the cluster's own.
  await writeFile(resolver, '');
  await writeFile(
    file,
    JSON.stringify({
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      authentication: {
        anonymous: { enabled: false },
        webhook: { enabled: true },
        x509: { clientCAFile: clientAuthority },
      },
      authorization: { mode: 'Webhook' },
      cgroupDriver: 'cgroupfs',
      cgroupRoot: `/${cgroup}`,
      failCgroupV1: false,
      failSwapOn: false,
      clusterDNS: [nodeNetwork.dnsService],
      clusterDomain: 'cluster.local',
      resolvConf: resolver,
      containerRuntimeEndpoint: `unix://${containerdSocket}`,
      // The disk belongs to the whole machine: a full one must not evict pods or delete images here.
      evictionHard: {
        'memory.available': '100Mi',
        'nodefs.available': '0%',
        'imagefs.available': '0%',
        'nodefs.inodesFree': '0%',
      },
      imageGCHighThresholdPercent: 100,
      imageGCLowThresholdPercent: 99,
      // Ready is reported sooner.
      nodeStatusUpdateFrequency: '2s',
      serializeImagePulls: false,
      maxPods: 60,
    }),
  );
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: nodeName } };
  const isReady = async () => {
    const conditions = valueAt(await client.read(node), 'status', 'conditions') as { type: string; status: string }[];
    return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  };
  const args = [
    `--config=${file}`,
    `--kubeconfig=${paths.nodeKubeconfig}`,
    `--hostname-override=${nodeName}`,
    `--node-ip=${nodeNetwork.node}`,
  ];
  return { program, arguments: args, isReady, readyWithinSeconds: 120 };
}

export async function kubeProxy(program: string, paths: NodePaths): Promise<Component> {
  const file = join(paths.folder, 'kube-proxy.json');
  await writeFile(
    file,
    JSON.stringify({
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'iptables',
      clusterCIDR: nodeNetwork.pods,
      clientConnection: { kubeconfig: paths.nodeKubeconfig },
      hostnameOverride: nodeName,
      healthzBindAddress: `${nodeNetwork.node}:10256`,
      bindAddress: nodeNetwork.node,
      // Sizes of the connection table belong to the machine, not to a network namespace.
      conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
      iptables: { minSyncPeriod: '100ms', localhostNodePorts: false },
    }),
  );
  const isReady = async () => (await fetch(`http://${nodeNetwork.node}:10256/healthz`)).ok;
  return { program, arguments: [`--config=${file}`], isReady, readyWithinSeconds: 60 };
}
