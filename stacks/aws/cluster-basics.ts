import * as aws from '@pulumi/aws';
import type * as eks from '@pulumi/eks';
import * as kubernetes from '@pulumi/kubernetes';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import type { Network } from './network.ts';

export interface ClusterBasicsArgs {
  readonly provider: kubernetes.Provider;
  readonly eksCluster: eks.Cluster;
  readonly cluster: AwsStack['cluster'];
  readonly network: Network;
  readonly prefix: string;
  readonly nodeRole: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
}

/** What an Auto Mode cluster must be told before it can run pods: kinds of nodes, of volumes, and to heed policies. */
export class ClusterBasics extends pulumi.ComponentResource {
  readonly storageClass = 'gp3-encrypted';

  constructor(name: string, args: ClusterBasicsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:ClusterBasics', name, {}, { ...opts, provider: args.provider });
    const child = { parent: this, deletedWith: args.eksCluster };

    const nodeClass = new kubernetes.apiextensions.CustomResource(
      'node-class',
      {
        apiVersion: 'eks.amazonaws.com/v1',
        kind: 'NodeClass',
        metadata: { name: 'taskyard' },
        spec: {
          role: args.nodeRole,
          subnetSelectorTerms: args.network.private.ids.map((id) => ({ id })),
          securityGroupSelectorTerms: [{ id: args.securityGroupId }],
          // The namespaces' own default deny decides; a denied connection is logged on the node.
          networkPolicy: 'DefaultAllow',
          networkPolicyEventLogs: 'Enabled',
          ephemeralStorage: { size: '40Gi' },
        },
      },
      child,
    );
    new kubernetes.apiextensions.CustomResource(
      'node-pool',
      { apiVersion: 'karpenter.sh/v1', kind: 'NodePool', metadata: { name: 'taskyard' }, spec: nodePool(args.cluster) },
      { ...child, dependsOn: [nodeClass] },
    );
    new kubernetes.storage.v1.StorageClass(
      'gp3-encrypted',
      {
        metadata: { name: this.storageClass, annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
        provisioner: 'ebs.csi.eks.amazonaws.com',
        parameters: { type: 'gp3', encrypted: 'true' },
        // A volume lives in one zone; it is made where its pod was put.
        volumeBindingMode: 'WaitForFirstConsumer',
        allowVolumeExpansion: true,
      },
      child,
    );
    // Without this switch Auto Mode accepts NetworkPolicies and ignores them.
    new kubernetes.core.v1.ConfigMap(
      'network-policy-switch',
      {
        metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
        data: { 'enable-network-policy-controller': 'true' },
      },
      child,
    );
    // Auto Mode brings none, and HPAs count with it.
    new aws.eks.Addon(
      'metrics-server',
      { clusterName: args.prefix, addonName: 'metrics-server' },
      { ...child, dependsOn: [args.eksCluster] },
    );
    this.registerOutputs({});
  }
}

/** Karpenter's terms. Nodes live two weeks at most, which is also how they are patched. */
function nodePool({ architecture, capacity, cpuLimit, burstable }: AwsStack['cluster']) {
  const requirement = (key: string, ...values: string[]) => ({ key, operator: 'In', values });
  return {
    template: {
      spec: {
        nodeClassRef: { group: 'eks.amazonaws.com', kind: 'NodeClass', name: 'taskyard' },
        expireAfter: '336h',
        terminationGracePeriod: '1h',
        requirements: [
          // Spot first; on-demand where AWS has no spot to give, so that a stack is never without nodes.
          requirement('karpenter.sh/capacity-type', ...(capacity === 'spot' ? ['spot', 'on-demand'] : ['on-demand'])),
          requirement('kubernetes.io/arch', architecture),
          // Burstable ones cost half and throttle under steady load; their newest Graviton is of the fourth generation.
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
