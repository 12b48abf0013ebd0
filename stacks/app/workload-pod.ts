import type * as pulumi from '@pulumi/pulumi';
import {
  containerSecurity,
  environment,
  mounts,
  type PodSpec,
  podSecurity,
  resources,
  spread,
} from './restricted-pod.ts';
import type { WorkloadArgs } from './workload.ts';

/** Time for endpoints and the load balancer to hear that a pod leaves, before it is told. */
const leaveSeconds = 15;

/** The pod of a workload: probed, bounded, unprivileged, spread, and patient when it leaves. */
export function workloadPod(
  name: string,
  args: WorkloadArgs,
  labels: Record<string, string>,
  serviceAccountName: pulumi.Input<string>,
): PodSpec {
  const { volumes, volumeMounts } = mounts(args.files);
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 3 });
  return {
    serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    priorityClassName: args.priorityClass,
    terminationGracePeriodSeconds: leaveSeconds + args.drainSeconds + 15,
    securityContext: podSecurity,
    ...spread(labels),
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
        lifecycle: { preStop: { sleep: { seconds: leaveSeconds } } },
        volumeMounts: [...volumeMounts, { name: 'scratch', mountPath: '/tmp' }],
      },
    ],
  };
}

/** What the container listens on; the Service offers the same under the same names. */
export function workloadPorts({ port, metricsPort }: Pick<WorkloadArgs, 'port' | 'metricsPort'>) {
  return [
    { name: 'http', containerPort: port },
    ...(metricsPort === undefined ? [] : [{ name: 'metrics', containerPort: metricsPort }]),
  ];
}
