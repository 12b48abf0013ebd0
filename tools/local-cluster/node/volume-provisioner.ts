import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bytes, memory } from '../../../stacks/config/fields.ts';
import type { ApiClient } from '../../cluster/control-plane/api-client.ts';
import { type ApiObject, valueAt } from '../../cluster/control-plane/api-object.ts';
import { nodeName } from './kubelet.ts';
import { makeSizedFolder, mountSizedFolders, removeSizedFolder } from './sized-folder.ts';

/** The default StorageClass. Its volumes are folders of the node, each with a file system of the claimed size. */
export const storageClass: ApiObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'folders', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'taskyard.dev/folders',
  reclaimPolicy: 'Delete',
  volumeBindingMode: 'Immediate',
};

/** The volume for a claim. A `local` volume, unlike `hostPath`, is given to the group of the pod. */
export function volumeFor(claim: ApiObject, path: string): ApiObject {
  const { name, namespace } = claim.metadata;
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: volumeName(claim) },
    spec: {
      storageClassName: storageClass.metadata.name,
      capacity: valueAt(claim, 'spec', 'resources', 'requests'),
      accessModes: valueAt(claim, 'spec', 'accessModes'),
      persistentVolumeReclaimPolicy: 'Retain',
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        name,
        namespace,
        uid: valueAt(claim, 'metadata', 'uid'),
      },
      local: { path },
      nodeAffinity: {
        required: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [nodeName] }] },
          ],
        },
      },
    },
  };
}

/** Creates the volume of each new claim, and removes the volume of each deleted one, until `signal` aborts. */
export async function provisionVolumes(client: ApiClient, folder: string, signal: AbortSignal): Promise<void> {
  await mountSizedFolders(folder);
  while (!signal.aborted) {
    // The API server may be too busy for a moment. The next round repeats what failed.
    await provisionOnce(client, folder).catch((error: unknown) => console.error('Volumes:', error));
    await sleep(500, undefined, { signal }).catch(() => undefined);
  }
}

async function provisionOnce(client: ApiClient, folder: string): Promise<void> {
  for (const claim of await client.list('v1', 'PersistentVolumeClaim')) {
    const isOurs = valueAt(claim, 'spec', 'storageClassName') === storageClass.metadata.name;
    if (!isOurs || valueAt(claim, 'status', 'phase') !== 'Pending') continue;
    const path = join(folder, volumeName(claim));
    await makeSizedFolder(path, bytesOf(valueAt(claim, 'spec', 'resources', 'requests', 'storage')));
    await client.apply(volumeFor(claim, path));
  }
  for (const volume of await client.list('v1', 'PersistentVolume')) {
    const isOurs = valueAt(volume, 'spec', 'storageClassName') === storageClass.metadata.name;
    if (!isOurs || valueAt(volume, 'status', 'phase') !== 'Released') continue;
    await client.delete(volume);
    await removeSizedFolder(join(folder, volume.metadata.name));
  }
}

function volumeName(claim: ApiObject): string {
  return `pvc-${valueAt(claim, 'metadata', 'uid')}`;
}

/** @param quantity as the stacks claim it, such as `5Gi` */
export function bytesOf(quantity: unknown): number {
  const { success, data } = memory.safeParse(quantity);
  if (!success) throw new Error(`A volume of ${quantity} is not supported: Mi or Gi.`);
  return bytes(data);
}
