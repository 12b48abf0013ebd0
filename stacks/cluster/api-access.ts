import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AccessHost } from '../aws/access-host.ts';
import type { AwsStack } from '../config/schema.ts';

export interface ApiAccessArgs {
  /** The security group that EKS made. It is on the API server's interfaces and on the nodes. */
  readonly securityGroupId: pulumi.Input<string>;
  readonly privateAccessFrom: AwsStack['cluster']['privateAccessFrom'];
  readonly accessHost: AccessHost | undefined;
}

/**
 * Admits networks, security groups and the access host to the API server inside the VPC. A group of our own on the cluster would not
 * do: `@pulumi/eks` would then return that group as the nodes' group. No pod listens on port 443, so nodes open nothing.
 */
export class ApiAccess extends pulumi.ComponentResource {
  constructor(name: string, args: ApiAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:cluster:ApiAccess', name, {}, opts);
    const { privateAccessFrom, accessHost } = args;
    for (const cidrIpv4 of privateAccessFrom.cidrs) this.admit(cidrIpv4, { cidrIpv4 }, args);
    for (const group of privateAccessFrom.securityGroups) this.admit(group, { referencedSecurityGroupId: group }, args);
    if (accessHost) this.admit('access-host', { referencedSecurityGroupId: accessHost.securityGroupId }, args);
    this.registerOutputs({});
  }

  private admit(
    from: string,
    source: Pick<aws.vpc.SecurityGroupIngressRuleArgs, 'cidrIpv4' | 'referencedSecurityGroupId'>,
    { securityGroupId }: ApiAccessArgs,
  ): void {
    new aws.vpc.SecurityGroupIngressRule(
      `api-server-${from}`,
      {
        securityGroupId,
        ipProtocol: 'tcp',
        fromPort: 443,
        toPort: 443,
        ...source,
        description: `API server from ${from}`,
      },
      { parent: this },
    );
  }
}
