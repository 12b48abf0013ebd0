import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { createNetworkPolicy, type NetworkRule, podsIn } from '../cluster/network-policies.ts';
import { deletedWithCluster, type TargetCluster } from '../cluster/target-cluster.ts';
import type { WorkloadScale } from '../config/schema.ts';
import { type WorkloadPodArgs, workloadPod, workloadPorts } from './workload-pod.ts';

export interface WorkloadArgs extends Omit<WorkloadPodArgs, 'loadBalancerTimes'> {
  readonly cluster: TargetCluster;
  readonly namespace: pulumi.Input<string>;
  /** Peers that may call `port`. */
  readonly callers: NetworkRule['peers'];
  readonly egress: readonly NetworkRule[];
  /** Annotations of the pods, for what their process reads only at its start. They roll when one changes. */
  readonly rollOn: Readonly<Record<string, pulumi.Input<string>>>;
}

/** A stateless HTTP service that rolls, scales, moves and loses a node without failed requests. */
export class Workload extends pulumi.ComponentResource {
  constructor(name: string, args: WorkloadArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:app:Workload', name, {}, { ...opts, provider: args.cluster.provider });
    const { cluster, namespace, scale } = args;
    const { loadBalancerTimes } = cluster;
    const child = deletedWithCluster(this, cluster);
    const labels = { 'app.kubernetes.io/name': name };
    const metadata = { name, namespace, labels: { ...labels, 'app.kubernetes.io/part-of': 'taskyard' } };

    const serviceAccount = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata, automountServiceAccountToken: false },
      child,
    );
    const ingress = [
      { peers: args.callers, ports: [args.port] },
      // Prometheus.
      ...(args.metricsPort === undefined
        ? []
        : [{ peers: [podsIn(cluster.monitoringNamespace)], ports: [args.metricsPort] }]),
    ].filter(({ peers }) => peers.length > 0);
    const networkPolicy = createNetworkPolicy(name, { cluster, namespace, labels, ingress, egress: args.egress }, this);
    const service = new kubernetes.core.v1.Service(
      name,
      {
        // Only the AWS load balancer reads this annotation. Its health check must use the readiness path, not `/`.
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
      // Pulumi waits until a Service has ready endpoints, so it must not depend on the Deployment that is created after it.
      { ...child, dependsOn: [networkPolicy] },
    );
    const deployment = new kubernetes.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          // Without `replicas`: the autoscaler sets the number.
          revisionHistoryLimit: 3,
          minReadySeconds: loadBalancerTimes.minReady,
          selector: { matchLabels: labels },
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
          template: {
            metadata: { labels: metadata.labels, annotations: { ...args.rollOn } },
            spec: workloadPod(name, { ...args, loadBalancerTimes }, labels, serviceAccount.metadata.name),
          },
        },
      },
      { ...child, dependsOn: [networkPolicy] },
    );
    new kubernetes.autoscaling.v2.HorizontalPodAutoscaler(
      name,
      { metadata, spec: autoscaling(deployment, scale) },
      child,
    );
    // One at a time, whatever the autoscaler has set. A single pod must be evictable too, or its node cannot be drained.
    new kubernetes.policy.v1.PodDisruptionBudget(
      name,
      { metadata, spec: { selector: { matchLabels: labels }, maxUnavailable: 1 } },
      child,
    );
    this.registerOutputs({ service, serviceAccount });
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
      // Scale up at once, at most doubling. Scale down slowly, so that a short break in the load does not remove pods.
      scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 100, periodSeconds: 30 }] },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] },
    },
  };
}
