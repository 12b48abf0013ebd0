import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createStackRole } from './role.ts';
import { servicePrincipal } from './trust.ts';

export interface ClusterRolesArgs {
  readonly accountId: string;
  readonly prefix: string;
}

/** The policies AWS lists for Auto Mode: https://docs.aws.amazon.com/eks/latest/userguide/auto-learn-iam.html */
const clusterPolicies = [
  'AmazonEKSClusterPolicy',
  'AmazonEKSComputePolicy',
  'AmazonEKSBlockStoragePolicy',
  'AmazonEKSLoadBalancingPolicy',
  'AmazonEKSNetworkingPolicy',
];
const nodePolicies = ['AmazonEKSWorkerNodeMinimalPolicy', 'AmazonEC2ContainerRegistryPullOnly'];

/**
 * The AWS roles of EKS and of its nodes. The cluster depends on the whole component: without these policies, EKS could not
 * remove nodes and load balancers.
 */
export class ClusterRoles extends pulumi.ComponentResource {
  readonly cluster: aws.iam.Role;
  readonly node: aws.iam.Role;

  constructor(name: string, { accountId, prefix }: ClusterRolesArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:ClusterRoles', name, {}, opts);
    this.cluster = createStackRole(
      'cluster',
      {
        accountId,
        prefix,
        assumeRolePolicy: servicePrincipal('eks.amazonaws.com', ['sts:AssumeRole', 'sts:TagSession']),
      },
      { parent: this },
    );
    this.node = createStackRole(
      'node',
      { accountId, prefix, assumeRolePolicy: servicePrincipal('ec2.amazonaws.com') },
      { parent: this },
    );
    this.attach('cluster', this.cluster, clusterPolicies);
    this.attach('node', this.node, nodePolicies);
    this.registerOutputs({});
  }

  private attach(of: string, role: aws.iam.Role, policies: readonly string[]): void {
    for (const policy of policies) {
      new aws.iam.RolePolicyAttachment(
        `${of}-${policy}`,
        { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` },
        { parent: this },
      );
    }
  }
}
