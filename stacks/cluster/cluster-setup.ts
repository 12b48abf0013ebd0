import * as aws from '@pulumi/aws';
import type * as eks from '@pulumi/eks';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { versions } from '../versions.ts';

export interface ClusterSetupArgs {
  readonly provider: kubernetes.Provider;
  readonly eksCluster: eks.Cluster;
  readonly clusterName: pulumi.Input<string>;
  readonly settings: AwsStack['cluster'];
  /** The subnets of nodes and pods. */
  readonly subnetIds: readonly pulumi.Output<string>[];
  /** Name of the nodes' AWS role. */
  readonly nodeRole: pulumi.Input<string>;
  /** The security group of nodes and pods. */
  readonly securityGroupId: pulumi.Input<string>;
  /** True: Deployments are scaled to zero at night, metrics-server among them. */
  readonly officeHours: boolean;
}

/** What an Auto Mode cluster needs before it runs pods: node class, node pool, storage class, network policies, metrics-server. */
export class ClusterSetup extends pulumi.ComponentResource {
  readonly storageClass = 'gp3-encrypted';

  constructor(name: string, args: ClusterSetupArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:ClusterSetup', name, {}, { ...opts, provider: args.provider });
    const child = { parent: this, deletedWith: args.eksCluster };

    const nodeClass = new kubernetes.apiextensions.CustomResource(
      'node-class',
      {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'NodeClass',
        metadata: { name: 'taskyard' },
        spec: {
          role: args.nodeRole,
          subnetSelectorTerms: args.subnetIds.map((id) => ({ id })),
          securityGroupSelectorTerms: [{ id: args.securityGroupId }],
          // Every namespace has its own default deny. A denied connection is logged on the node.
          networkPolicy: 'DefaultAllow',
          networkPolicyEventLogs: 'Enabled',
          ephemeralStorage: { size: '40Gi' },
        },
      },
      child,
    );
    new kubernetes.apiextensions.CustomResource(
      'node-pool',
      {
        apiVersion: 'karpenter.sh/v1',
        kind: 'NodePool',
        metadata: { name: 'taskyard' },
        spec: nodePool(args.settings),
      },
      { ...child, dependsOn: [nodeClass] },
    );
    new kubernetes.storage.v1.StorageClass(
      'gp3-encrypted',
      {
        metadata: { name: this.storageClass, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'ebs.csi.eks.amazonaws.com',
        parameters: { type: 'gp3', encrypted: 'true' },
        // A volume belongs to one zone. It is created in the zone of its pod.
        volumeBindingMode: 'WaitForFirstConsumer',
        allowVolumeExpansion: true,
      },
      child,
    );
    // Without this setting, Auto Mode accepts NetworkPolicies and ignores them.
    new kubernetes.core.v1.ConfigMap(
      'network-policy-controller',
      {
        metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
        data: { 'enable-network-policy-controller': 'true' },
      },
      child,
    );
    // HPAs need metrics-server, and Auto Mode does not install it.
    new aws.eks.Addon(
      'metrics-server',
      {
        clusterName: args.clusterName,
        addonName: 'metrics-server',
        addonVersion: versions.metricsServerAddon,
        // The first installation may meet a Deployment of an earlier attempt that failed.
        resolveConflictsOnCreate: 'OVERWRITE',
        // After that, the replicas belong to office hours, which an update must not take back.
        resolveConflictsOnUpdate: 'PRESERVE',
        // The add-on's default is two. One is what office hours start in the morning.
        ...(args.officeHours ? { configurationValues: JSON.stringify({ replicas: 1 }) } : {}),
      },
      { ...child, dependsOn: [args.eksCluster] },
    );
    this.registerOutputs({});
  }
}

/** The spec of the Karpenter NodePool. Nodes are replaced after two weeks at most, which also patches them. */
function nodePool({ architecture, capacity, cpuLimit, burstable }: AwsStack['cluster']) {
  const requirement = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
  return {
    template: {
      spec: {
        nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'taskyard' },
        expireAfter: '336h',
        terminationGracePeriod: '1h',
        requirements: [
          // Spot first, and on-demand when AWS has no spot capacity.
          requirement('karpenter.sh/capacity-type', ...(capacity === 'spot' ? ['spot', 'on-demand'] : ['on-demand'])),
          requirement('kubernetes.io/arch', architecture),
          // Burstable instances cost half and throttle under steady load. Their newest Graviton generation is t4g.
          requirement('eks.amazonaws.com/instance-category', ...(burstable ? ['t'] : ['c', 'm', 'r'])),
          { key: 'eks.amazonaws.com/instance-generation', operator: 'Gt', values: [burstable ? '2' : '5'] },
        ],
      },
    },
    limits: { cpu: String(cpuLimit) },
    disruption: {
      consolidationPolicy: 'WhenEmptyOrUnderutilized',
      consolidateAfter: '5m',
      budgets: [{ nodes: '1' }],
    },
  };
}
