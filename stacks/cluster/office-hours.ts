import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import { kubernetesCron, type OfficeHours as OfficeHoursSettings } from '../config/office-hours.ts';
import { versions } from '../versions.ts';
import { createNetworkPolicy } from './network-policies.ts';
import { RestrictedNamespace } from './restricted-namespace.ts';
import { containerSecurity, type PodSpec, resources, restrictedPod } from './restricted-pod.ts';
import { deletedWithCluster, type NetworkPolicyPeer, type TargetCluster } from './target-cluster.ts';

export interface OfficeHoursArgs {
  readonly cluster: TargetCluster;
  readonly officeHours: OfficeHoursSettings;
  /** The API server, on port 443. */
  readonly apiServer: readonly NetworkPolicyPeer[];
  /** Namespaces in which every Deployment is scaled. */
  readonly namespaces: readonly pulumi.Input<string>[];
}

/** Deployments of one namespace that are scaled: the named ones, or all. */
interface ScaledDeployments {
  readonly namespace: pulumi.Input<string>;
  readonly names: readonly string[] | 'all';
}

const name = 'office-hours';
const image = `registry.k8s.io/kubectl:${versions.kubectl}`;
const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': 'taskyard' };

/**
 * Scales every Deployment to zero at the end of office hours, so that the last node is removed, and to one replica at their
 * beginning. The autoscalers continue from there. The pod of `scale-up` makes Auto Mode start the first node.
 */
export class OfficeHours extends pulumi.ComponentResource {
  constructor(id: string, args: OfficeHoursArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:OfficeHours', id, {}, opts);
    const { cluster, officeHours } = args;
    const child = deletedWithCluster(this, cluster);
    const quota = { pods: 4, cpu: '16', memory: '4Gi' };
    const { namespace } = new RestrictedNamespace(name, { cluster, quota }, { parent: this });
    const networkPolicy = createNetworkPolicy(
      name,
      { cluster, namespace, labels, ingress: [], egress: [{ peers: args.apiServer, ports: [443] }] },
      this,
    );
    const metadata = { namespace, labels };
    const account = new kubernetes.core.v1.ServiceAccount(
      name,
      { metadata: { ...metadata, name }, automountServiceAccountToken: false },
      child,
    );
    const scaled: ScaledDeployments[] = [
      ...args.namespaces.map((of) => ({ namespace: of, names: 'all' as const })),
      // Otherwise metrics-server would keep a node running all night.
      { namespace: 'kube-system', names: ['metrics-server'] },
    ];
    const bindings = scaled.map((deployments, index) =>
      this.allowScaling(`${name}-${index}`, deployments, account, child),
    );
    const schedule = (of: string, at: string, replicas: number) =>
      new kubernetes.batch.v1.CronJob(
        of,
        {
          metadata: { ...metadata, name: of },
          spec: {
            schedule: kubernetesCron(officeHours, at),
            timeZone: officeHours.timezone,
            concurrencyPolicy: 'Forbid',
            startingDeadlineSeconds: 3600,
            successfulJobsHistoryLimit: 1,
            failedJobsHistoryLimit: 3,
            jobTemplate: {
              spec: {
                backoffLimit: 3,
                // A pod that hangs would keep a node running.
                activeDeadlineSeconds: 900,
                template: { metadata: { labels }, spec: scalingPod(account.metadata.name, scaled, replicas) },
              },
            },
          },
        },
        { ...child, dependsOn: [networkPolicy, ...bindings] },
      );
    schedule('scale-up', officeHours.from, 1);
    schedule('scale-down', officeHours.to, 0);
    this.registerOutputs({});
  }

  /** Lets the service account scale Deployments of one namespace. */
  private allowScaling(
    id: string,
    { namespace, names }: ScaledDeployments,
    account: kubernetes.core.v1.ServiceAccount,
    child: pulumi.CustomResourceOptions,
  ): kubernetes.rbac.v1.RoleBinding {
    const restriction = names === 'all' ? {} : { resourceNames: [...names] };
    const role = new kubernetes.rbac.v1.Role(
      id,
      {
        metadata: { name, namespace, labels },
        rules: [
          {
            apiGroups: ['apps'],
            resources: ['deployments'],
            verbs: ['get', ...(names === 'all' ? ['list'] : [])],
            ...restriction,
          },
          { apiGroups: ['apps'], resources: ['deployments/scale'], verbs: ['get', 'patch', 'update'], ...restriction },
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

/** One `kubectl scale` container per namespace. */
function scalingPod(
  serviceAccountName: pulumi.Input<string>,
  scaled: readonly ScaledDeployments[],
  replicas: number,
): PodSpec {
  return {
    restartPolicy: 'Never',
    serviceAccountName,
    ...restrictedPod,
    automountServiceAccountToken: true,
    volumes: [{ name: 'scratch', emptyDir: { sizeLimit: '64Mi' } }],
    containers: scaled.map(({ namespace, names }, index) => ({
      name: `scale-${index}`,
      image,
      imagePullPolicy: 'Always',
      args: [
        'scale',
        'deployment',
        ...(names === 'all' ? ['--all'] : names),
        `--replicas=${replicas}`,
        pulumi.interpolate`--namespace=${namespace}`,
      ],
      // kubectl caches API discovery below HOME.
      env: [{ name: 'HOME', value: '/tmp' }],
      resources: resources({ cpu: '25m', memory: '48Mi', memoryLimit: '128Mi' }),
      securityContext: containerSecurity,
      volumeMounts: [{ name: 'scratch', mountPath: '/tmp' }],
    })),
  };
}
