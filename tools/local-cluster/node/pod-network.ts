import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeNetwork } from './node-paths.ts';

/** A routed link for each pod, not a bridge: so every connection between pods passes the node's packet filter. */
const link = {
  type: 'ptp',
  ipMasq: false,
  ipam: { type: 'host-local', ranges: [[{ subnet: nodeNetwork.podsOfNode }]], routes: [{ dst: '0.0.0.0/0' }] },
};

/** The name of the file in which containerd looks for the network of pods. */
export const podNetworkFile = '10-taskyard.conflist';

/** Writes how pods are connected, and returns the path. @param more plug-ins that act on the link when it is there */
export async function writePodNetwork(folder: string, more: readonly object[] = []): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, podNetworkFile);
  await writeFile(path, JSON.stringify({ cniVersion: '1.0.0', name: 'taskyard', plugins: [link, ...more] }));
  return path;
}
