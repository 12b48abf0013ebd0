import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { createStackRole } from './role.ts';
import { podPrincipal, type Statement } from './trust.ts';

/** A cluster whose pods get roles through EKS Pod Identity. The roles are created after it. */
export type PodIdentityCluster = pulumi.Resource & { readonly name: pulumi.Input<string>; readonly arn: string };

export interface PodRoleArgs {
  readonly cluster: PodIdentityCluster;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly accountId: string;
  readonly prefix: string;
  readonly statements: readonly Statement[];
}

/** The AWS role of the pods of one service account, through EKS Pod Identity. It needs no access keys and no annotation in the cluster. */
export class PodRole extends pulumi.ComponentResource {
  constructor(name: string, args: PodRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:PodRole', name, {}, { ...opts, dependsOn: [args.cluster] });
    const { cluster, namespace, serviceAccount } = args;
    const child = { parent: this };
    const role = createStackRole(
      name,
      {
        accountId: args.accountId,
        prefix: args.prefix,
        assumeRolePolicy: podPrincipal({ clusterArn: cluster.arn, namespace, serviceAccount }),
      },
      child,
    );
    const policy = new aws.iam.RolePolicy(
      name,
      { role: role.id, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: args.statements }) },
      child,
    );
    new aws.eks.PodIdentityAssociation(
      name,
      {
        clusterName: cluster.name,
        namespace,
        serviceAccount,
        roleArn: role.arn,
      },
      // The permissions must exist before a pod starts with the role.
      { ...child, dependsOn: [policy] },
    );
    this.registerOutputs({});
  }
}
