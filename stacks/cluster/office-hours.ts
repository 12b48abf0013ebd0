import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { allowTraffic } from '../app/network-policies.ts';
import { containerSecurity, podSecurity, resources } from '../app/restricted-pod.ts';
import { type Awake, kubernetesCron } from '../config/office-hours.ts';
import { RestrictedNamespace } from './namespace.ts';
import { ordinary, type Peer, type TargetCluster } from './target-cluster.ts';

export interface WorkingHoursArgs {
  readonly cluster: TargetCluster;
  readonly awake: Awake;
  /** Where the API server answers on port 443. */
  readonly apiServer: readonly Peer[];
  /** Namespaces whose every Deployment rests. */
  readonly namespaces: readonly pulumi.Input<string>[];
}

const name = 'working-hours';
/** May be one minor version older or newer than the cluster. */
const image = 'registry.k8s.io/kubectl:v1.35.0';
const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'taskyard' };

/**
 * Scales every Deployment to nothing in the evening, so that the last node goes, and to one copy in the morning, from
 * where the autoscalers take over. The pod that wakes the stack is what makes the first node come back.
 */
export class WorkingHours extends pulumi.ComponentResource {
  constructor(id: string, args: WorkingHoursArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:WorkingHours', id, {}, opts);
    const { cluster, awake } = args;
    const child = ordinary(this, cluster);
    const quota = { pods: 4, cpu: '16', memory: '4Gi' };
    const { namespace } = new RestrictedNamespace(name, { cluster, quota }, { parent: this });
    const traffic = allowTraffic(
      name,
      { cluster, namespace, labels, from: [], to: [{ peers: args.apiServer, ports: [443] }] },
      this,
    );
    const metadata = { namespace, labels };
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name }, automountServiceAccountToken: false },
      child,
    );
    const targets = [
      ...args.namespaces.map((of) => ({ namespace: of, deployments: ['--all'], only: [] as string[] })),
      // Else it would hold a node for itself all night.
      { namespace: 'kube-system', deployments: ['metrics-server'], only: ['metrics-server'] },
    ];
    const rights = targets.map(({ namespace: of, only }, index) =>
      this.allow(`${name}-${index}`, of, only, account, child),
    );
    const schedule = (of: string, at: string, replicas: number) =>
      new kubernetes.batch.v1.CronJob(
        of,
        {
          metadata: { ...metadata, name: of },
          spec: {
            schedule: kubernetesCron(awake, at),
            timeZone: awake.timezone,
            concurrencyPolicy: 'Forbid',
            startingDeadlineSeconds: 3600,
            successfulJobsHistoryLimit: 1,
            failedJobsHistoryLimit: 3,
            jobTemplate: {
              spec: {
                backoffLimit: 3,
                // A finished pod does not hold a node, but a stuck one would.
                activeDeadlineSeconds: 900,
                template: {
                  metadata: { labels },
                  spec: {
                    restartPolicy: 'Never',
                    serviceAccountName: account.metadata.name,
                    automountServiceAccountToken: true,
                    enableServiceLinks: false,
                    securityContext: podSecurity,
                    volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '64Mi' } }],
                    containers: targets.map(({ namespace: where, deployments }, index) => ({
                      name: `scale-${index}`,
                      image,
                      imagePullPolicy: 'Always',
                      args: [
                        'scale',
                        'deployment',
                        ...deployments,
                        `--replicas=${replicas}`,
                        pulumi.interpolate`--namespace=${where}`,
                      ],
                      // Where it remembers what the API server knows.
                      env: [{ name: 'HOME', value: '/tmp' }],
                      resources: resources({ cpu: '25m', memory: '48Mi', memoryLimit: '128Mi' }),
                      securityContext: containerSecurity,
                      volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
                    })),
                  },
                },
              },
            },
          },
        },
        { ...child, dependsOn: [traffic, ...rights] },
      );
    schedule('wake', awake.from, 1);
    schedule('rest', awake.to, 0);
    this.registerOutputs({});
  }

  /** The right to scale Deployments of one namespace: the named ones, or all. */
  private allow(
    id: string,
    namespace: pulumi.Input<string>,
    only: readonly string[],
    account: kubernetes.core.v1.ServiceAccount,
    child: pulumi.CustomResourceOptions,
  ): kubernetes.rbac.v1.RoleBinding {
    const some = only.length > 0 ? { resourceNames: [...only] } : {};
    const role = new kubernetes.rbac.v1.Role(
      id,
      {
        metadata: { name, namespace, labels },
        rules: [
          {
            apiGroups: ['apps'],
            resources: ['deployments'],
            verbs: ['get', ...(only.length > 0 ? [] : ['list'])],
            ...some,
          },
          { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get', 'patch', 'update'], ...some },
        ],
      },
      child,
    );
    return new kubernetes.rbac.v1.RoleBinding(
      id,
      {
        metadata: { name, namespace, labels },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name },
        subjects: [{ kind: 'ServiceAccount', name: account.metadata.name, namespace: account.metadata.namespace }],
      },
      child,
    );
  }
}
