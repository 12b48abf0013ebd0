import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { ordinary, scrapers, type TargetCluster } from '../cluster/target-cluster.ts';
import type { WorkloadScale } from '../config/schema.ts';
import { allowTraffic, type Conversation } from './network-policies.ts';
import type { MountedFiles } from './restricted-pod.ts';
import { workloadPod, workloadPorts } from './workload-pod.ts';

export interface WorkloadArgs {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  readonly priorityClass: pulumi.Input<string>;
  readonly image: pulumi.Input<string>;
  readonly port: number;
  /** A listener of its own for Prometheus, never behind the load balancer. */
  readonly metricsPort?: number;
  readonly scale: WorkloadScale;
  /** Paths on `port`. `live` must not depend on anything else: it decides about restarts. */
  readonly probes: { readonly startup: string; readonly readiness: string; readonly liveness: string };
  readonly env: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secretEnv: readonly {
    readonly env: string;
    readonly secretName: pulumi.Input<string>;
    readonly key: string;
  }[];
  readonly files: readonly MountedFiles[];
  /** Who may call `port`. */
  readonly from: Conversation['peers'];
  readonly to: readonly Conversation[];
  /** Changes roll the pods, such as a new generation of passwords. */
  readonly rollOn: Readonly<Record<string, string>>;
  /** Seconds the process goes on serving by itself after SIGTERM; 0 when it stops at once. */
  readonly drainSeconds: number;
}

/** A stateless HTTP service with everything it takes to roll, scale, move and lose a node without an error. */
export class Workload extends pulumi.ComponentResource {
  readonly service: kubernetes.core.v1.Service;
  readonly serviceAccount: kubernetes.core.v1.ServiceAccount;

  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:Workload', name, {}, { ...opts, provider: args.cluster.provider });
    const child = ordinary(this, args.cluster);
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = {
      name,
      namespace: args.namespace,
      labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' },
    };

    this.serviceAccount = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      child,
    );
    const traffic = allowTraffic(
      name,
      {
        ...args,
        labels,
        from: [
          { peers: args.from, ports: [args.port] },
          ...(args.metricsPort === undefined ? [] : [{ peers: [scrapers(args.cluster)], ports: [args.metricsPort] }]),
        ].filter(({ peers }) => peers.length > 0),
      },
      this,
    );
    this.service = new kubernetes.core.v1.Service(
      name,
      {
        // Read by the AWS load balancer only: it must ask what the kubelet asks, not `/`.
        metadata: { ...metadata, annotations: { 'alb.ingress.kubernetes.io/healthcheck-path': args.probes.readiness } },
        spec: {
          selector: labels,
          ports: workloadPorts(args).map(({ name: port, containerPort }) => ({
            name: port,
            port: containerPort,
            targetPort: port,
          })),
        },
      },
      // A Service waits for ready endpoints, so it must not wait for the pods that come after it.
      { ...child, dependsOn: [traffic] },
    );
    const deployment = new kubernetes.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          // No `replicas`: the autoscaler owns the number.
          revisionHistoryLimit: 3,
          selector: { matchLabels: labels },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: {
            metadata: { labels: metadata.labels, annotations: { ...args.rollOn } },
            spec: workloadPod(name, args, labels, this.serviceAccount.metadata.name),
          },
        },
      },
      { ...child, dependsOn: [traffic] },
    );
    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      name,
      { metadata, spec: autoscaling(deployment, args.scale) },
      child,
    );
    new kubernetes.policy.v1.PodDisruptionBudget(
      name,
      { metadata, spec: { selector: { matchLabels: labels }, ...disruption(args.scale.replicas.min) } },
      child,
    );
    this.registerOutputs({ service: this.service, serviceAccount: this.serviceAccount });
  }
}

function autoscaling(deployment: kubernetes.apps.v1.Deployment, { replicas }: WorkloadScale) {
  const target = (name: string, averageUtilization: number) => ({
    type: 'Resource',
    resource: { name, target: { type: 'Utilization', averageUtilization } },
  });
  return {
    scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: deployment.metadata.name },
    minReplicas: replicas.min,
    maxReplicas: replicas.max,
    metrics: [target('cpu', 70), target('memory', 80)],
    behavior: {
      // Up at once, at most doubling; down slowly, so that a lull between two waves does not shed warm pods.
      scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    },
  };
}

/** One pod alone must be evictable, or its node can never be drained; of several, one always stays. */
function disruption(least: number) {
  return least > 1 ? { minAvailable: 1 } : { maxUnavailable: 1 };
}
