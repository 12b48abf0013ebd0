import type { types } from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

type Container = types.input.core.v1.Container;
type PodSpec = types.input.core.v1.PodSpec;

/** The user the images are built for. Above 10000, so that it is no user of the node. */
export const uid = 10001;

/** What Pod Security `restricted` demands of a container, and a root file system nobody can write. */
export const containerSecurity: types.input.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: uid,
  runAsGroup: uid,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

export const podSecurity: types.input.core.v1.PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: uid,
  runAsGroup: uid,
  fsGroup: uid,
  // The default walks the whole volume at every start; a database's volume is large.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

export interface Size {
  /** Requested cores, such as `100m`. */
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
  /** Scratch space and logs; a container that writes more is evicted. */
  readonly scratch?: string;
}

/**
 * Requests and limits. The cpu limit is far above the request: it bounds a runaway loop, and does not throttle start-up,
 * when Node compiles.
 */
export function resources({
  cpu,
  memory,
  memoryLimit,
  scratch = '256Mi',
}: Size): types.input.core.v1.ResourceRequirements {
  return {
    requests: { cpu, memory, 'ephemeral-storage': '64Mi' },
    limits: { cpu: '1', memory: memoryLimit, 'ephemeral-storage': scratch },
  };
}

/** Away from its copies by zone and by host; a preference, because a one-node cluster must still run it. */
export function spread(labels: Record<string, string>): Pick<PodSpec, 'topologySpreadConstraints' | 'affinity'> {
  const labelSelector = { matchLabels: labels };
  return {
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector,
    })),
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { labelSelector, topologyKey: 'kubernetes.io/hostname' } },
        ],
      },
    },
  };
}

/** A file of a Secret or ConfigMap, mounted in a directory of its own so that the kubelet can renew it while pods run. */
export interface MountedFiles {
  readonly name: string;
  readonly directory: string;
  readonly from: { readonly secret: pulumi.Input<string> } | { readonly configMap: pulumi.Input<string> };
  /** Keys of the source; each becomes a file of that name. */
  readonly keys: readonly string[];
}

export function mounts(files: readonly MountedFiles[]): {
  volumes: types.input.core.v1.Volume[];
  volumeMounts: types.input.core.v1.VolumeMount[];
} {
  return {
    volumes: files.map(({ name, from, keys }) => {
      const items = keys.map((key) => ({ key, path: key }));
      return 'secret' in from
        ? { name, secret: { secretName: from.secret, items, defaultMode: 0o440 } }
        : { name, configMap: { name: from.configMap, items } };
    }),
    volumeMounts: files.map(({ name, directory }) => ({ name, mountPath: directory, readOnly: true })),
  };
}

/** Environment variables, plain ones first, then those whose value is a key of a Secret. */
export function environment(
  plain: Readonly<Record<string, pulumi.Input<string>>>,
  secret: readonly { readonly env: string; readonly secretName: pulumi.Input<string>; readonly key: string }[],
): types.input.core.v1.EnvVar[] {
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
    ...secret.map(({ env, secretName, key }) => ({
      name: env,
      valueFrom: { secretKeyRef: { name: secretName, key } },
    })),
  ];
}

export type { Container, PodSpec };
