import { type ApiObject, valueAt } from './control-plane/api-object.ts';

const zones = ['a', 'b', 'c'];
const architectures = ['arm64', 'amd64'];

/** Nodes that kwok simulates: two architectures in each of three zones. */
export function fakeNodes(): ApiObject[] {
  return zones.flatMap((zone) =>
    architectures.map((architecture) => fakeNode(`node-${zone}-${architecture}`, zone, architecture)),
  );
}

/** A node with the resources of a small cloud instance. @param zone its letter */
export function fakeNode(
  name: string,
  zone: string,
  architecture: string,
  labels: Readonly<Record<string, string>> = {},
): ApiObject {
  const allocatable = { cpu: '8', memory: '32Gi', pods: '110', 'ephemeral-storage': '80Gi' };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': architecture,
        'topology.kubernetes.io/zone': `eu-central-1${zone}`,
        ...labels,
      },
    },
    status: { allocatable, capacity: allocatable },
  };
}

/** A volume for each claim. The scheduler waits for volumes, and nothing here provisions them. */
export function fakeVolumes(objects: readonly ApiObject[]): ApiObject[] {
  const claims = objects.flatMap((object) => {
    if (object.kind === 'PersistentVolumeClaim') return [object];
    if (object.kind !== 'StatefulSet') return [];
    const templates = (valueAt(object, 'spec', 'volumeClaimTemplates') ?? []) as ApiObject[];
    const pods = Array.from({ length: Number(valueAt(object, 'spec', 'replicas') ?? 1) }, (_, index) => index);
    return templates.flatMap((template) =>
      pods.map((index) => ({
        ...template,
        metadata: {
          name: `${template.metadata.name}-${object.metadata.name}-${index}`,
          namespace: object.metadata.namespace ?? 'default',
        },
      })),
    );
  });
  return claims.map((claim) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `${claim.metadata.namespace}-${claim.metadata.name}` },
    spec: {
      accessModes: valueAt(claim, 'spec', 'accessModes'),
      capacity: { storage: valueAt(claim, 'spec', 'resources', 'requests', 'storage') },
      storageClassName: valueAt(claim, 'spec', 'storageClassName') ?? '',
      claimRef: { namespace: claim.metadata.namespace, name: claim.metadata.name },
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/${claim.metadata.name}` },
    },
  }));
}
