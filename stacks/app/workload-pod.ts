import type * as pulumi from '@pulumi/pulumi';
import {
  containerSecurity,
  environment,
  type MountedFiles,
  mounts,
  type PodSpec,
  resources,
  restrictedPod,
  type SecretEnvVar,
  spread,
} from '../cluster/restricted-pod.ts';
import { type LoadBalancerTimes, terminationGraceSeconds } from '../config/load-balancer-times.ts';
import type { WorkloadScale } from '../config/schema.ts';

export interface WorkloadPodArgs {
  readonly priorityClass: pulumi.Input<string>;
  readonly image: pulumi.Input<string>;
  readonly port: number;
  /** The port of Prometheus metrics. The load balancer does not reach it. */
  readonly metricsPort?: number;
  readonly scale: WorkloadScale;
  /** Paths on `port`. `liveness` must not depend on anything else, because a failure restarts the pod. */
  readonly probes: { readonly startup: string; readonly readiness: string; readonly liveness: string };
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secretEnv: readonly SecretEnvVar[];
  readonly files: readonly MountedFiles[];
  /** Seconds that the process serves after SIGTERM; 0 when it stops at once. */
  readonly drainSeconds: number;
  readonly loadBalancerTimes: LoadBalancerTimes;
}

/** The pod of a workload, with probes, limits, the restricted security context, spreading and time to terminate. */
export function workloadPod(
  name: string,
  args: WorkloadPodArgs,
  labels: Record<string, string>,
  serviceAccountName: pulumi.Input<string>,
): PodSpec {
  const { volumes, volumeMounts } = mounts(args.files);
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 3 });
  return {
    serviceAccountName,
    ...restrictedPod,
    priorityClassName: args.priorityClass,
    terminationGracePeriodSeconds: terminationGraceSeconds(args.loadBalancerTimes, args.drainSeconds),
    ...spread(labels, args.scale.replicas.max),
    volumes: [...volumes, { name: 'scratch', emptyDir: { sizeLimit: '64Mi' } }],
    containers: [
      {
        name,
        image: args.image,
        imagePullPolicy: 'Always',
        ports: workloadPorts(args),
        env: environment(args.env, args.secretEnv),
        resources: resources(args.scale),
        securityContext: containerSecurity,
        startupProbe: { ...probe(args.probes.startup), periodSeconds: 2, failureThreshold: 60 },
        readinessProbe: { ...probe(args.probes.readiness), periodSeconds: 5, failureThreshold: 2 },
        livenessProbe: { ...probe(args.probes.liveness), periodSeconds: 10, failureThreshold: 6 },
        lifecycle: { preStop: { sleep: { seconds: args.loadBalancerTimes.preStop } } },
        volumeMounts: [...volumeMounts, { name: 'scratch', mountPath: '/tmp' }],
      },
    ],
  };
}

/** The container's ports. The Service has the same ports under the same names. */
export function workloadPorts({ port, metricsPort }: Pick<WorkloadPodArgs, 'port' | 'metricsPort'>) {
  return [
    { name: 'http', containerPort: port },
    ...(metricsPort === undefined ? [] : [{ name: 'metrics', containerPort: metricsPort }]),
  ];
}
