import type * as pulumi from '@pulumi/pulumi';

/**
 * Replaces the EKS cluster of an `eks.Cluster` when the VPC is another one. The provider would update the subnets in place,
 * and EKS refuses subnets of another VPC. A trigger on the subnets would be wrong: they also change when a zone is added.
 *
 * A transform, because the component passes no option to the cluster in it. The former cluster is deleted first, because
 * both have the same name.
 */
export function replacedWithVpc(vpcId: pulumi.Input<string>): pulumi.ResourceTransform {
  return ({ type, props, opts }) =>
    type === 'aws:eks/cluster:Cluster'
      ? { props, opts: { ...opts, replacementTrigger: vpcId, deleteBeforeReplace: true } }
      : undefined;
}
