import type { types } from '@pulumi/kubernetes';
import type * as pulumi from '@pulumi/pulumi';

export type Container = types.input.core.v1.Container;
export type PodSpec = types.input.core.v1.PodSpec;

/** The user that the images are built for. It is above 10000, so that it is not a user of the node. */
const uid = 10001;

/** What the `restricted` Pod Security Standard requires of a container, and a read-only root file system. */
export const containerSecurity: types.input.core.v1.SecurityContext = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  runAsUser: uid,
  runAsGroup: uid,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

const podSecurity: types.input.core.v1.PodSecurityContext = {
  runAsNonRoot: true,
  runAsUser: uid,
  runAsGroup: uid,
  fsGroup: uid,
  // The default changes every file of a volume at every start, and a database's volume is large.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
};

/** What every pod starts from: the restricted standard, no token of the API server, and no variables about other Services. */
export const restrictedPod = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  securityContext: podSecurity,
} as const satisfies Partial<PodSpec>;

interface Size {
  /** Requested cores, such as `100m`. */
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
  /** Temporary files and logs. A container that writes more is evicted. */
  readonly scratch?: string;
}

/**
 * Requests and limits. The cpu limit is far above the request: it stops a runaway loop and does not throttle Node when it
 * compiles at start-up.
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

/**
 * Spreads a workload's pods over zones, and softly over hosts. Both are preferences, because a cluster with one node must still run
 * them. But Karpenter adds a node rather than ignore a preference, so hosts may differ by a third of the largest number of pods:
 * with a difference of one, or an anti-affinity, five pods would be five nodes.
 */
export function spread(
  labels: Record<string, string>,
  maxReplicas: number,
): Required<Pick<PodSpec, 'topologySpreadConstraints'>> {
  const constraint = (topologyKey: string, maxSkew: number) => ({
    maxSkew,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: labels },
  });
  return {
    topologySpreadConstraints: [
      constraint('topology.kubernetes.io/zone', 1),
      constraint('kubernetes.io/hostname', Math.ceil(maxReplicas / 3)),
    ],
  };
}

/** Files of a Secret or ConfigMap. They are mounted as a directory, so that the kubelet can update them while pods run. */
export interface MountedFiles {
  readonly name: string;
  readonly directory: string;
  readonly from: { readonly secret: pulumi.Input<string> } | { readonly configMap: pulumi.Input<string> };
  /** Keys of the source. Each becomes a file of the same name. */
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

/** An environment variable whose value is a key of a Secret. */
export interface SecretEnvVar {
  readonly env: string;
  readonly secretName: pulumi.Input<string>;
  readonly key: string;
}

/** Environment variables: plain ones first, then those from Secrets. */
export function environment(
  plain: Readonly<Record<string, pulumi.Input<string>>>,
  secret: readonly SecretEnvVar[],
): types.input.core.v1.EnvVar[] {
  return [
    ...Object.entries(plain).map(([name, value]) => ({ name, value })),
    ...secret.map(({ env, secretName, key }) => ({
      name: env,
      valueFrom: { secretKeyRef: { name: secretName, key } },
    })),
  ];
}
