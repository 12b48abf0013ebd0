import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { type PodIdentity, podPrincipal, type Statement } from './trust.ts';

export interface PodRoleArgs extends PodIdentity {
  readonly clusterName: pulumi.Input<string>;
  readonly prefix: string;
  readonly statements: readonly Statement[];
}

/** What pods of one service account may do in AWS, through EKS Pod Identity: no keys, and no annotation in the cluster. */
export class PodRole extends pulumi.ComponentResource {
  constructor(name: string, args: PodRoleArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:PodRole', name, {}, opts);
    const child = { parent: this };
    const role = new aws.iam.Role(name, { path: `/${args.prefix}/`, assumeRolePolicy: podPrincipal(args) }, child);
    const policy = new aws.iam.RolePolicy(
      name,
      { role: role.id, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: args.statements }) },
      child,
    );
    new aws.eks.PodIdentityAssociation(
      name,
      {
        clusterName: args.clusterName,
        namespace: args.namespace,
        serviceAccount: args.serviceAccount,
        roleArn: role.arn,
      },
      // Pods that start with the role must find its permissions.
      { ...child, dependsOn: [policy] },
    );
    this.registerOutputs({});
  }
}
