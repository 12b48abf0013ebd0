import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface ServiceEndpointsArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly vpcCidr: string;
  readonly region: string;
  readonly prefix: string;
  /** Services reached inside the VPC, such as `ecr.api`; each costs an hourly price per zone. */
  readonly services: readonly string[];
  readonly privateSubnets: readonly aws.ec2.Subnet[];
  readonly tables: readonly aws.ec2.RouteTable[];
}

/**
 * VPC endpoints: access to AWS services without NAT. The one for S3 is free and carries image layers, so every stack has it.
 * An interface endpoint costs about 7 dollars per month and zone. It is worth its price from roughly 170 GB a month.
 */
export class ServiceEndpoints extends pulumi.ComponentResource {
  constructor(name: string, args: ServiceEndpointsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:ServiceEndpoints', name, {}, opts);
    const child = { parent: this };
    const service = (short: string) => `com.amazonaws.${args.region}.${short}`;
    new aws.ec2.VpcEndpoint(
      's3',
      {
        vpcId: args.vpcId,
        vpcEndpointType: 'Gateway',
        serviceName: service('s3'),
        routeTableIds: args.tables.map(({ id }) => id),
        tags: { Name: `${args.prefix}-s3` },
      },
      child,
    );
    if (args.services.length > 0) {
      const group = new aws.ec2.SecurityGroup(
        name,
        {
          vpcId: args.vpcId,
          description: 'Interface endpoints: HTTPS from the VPC',
          tags: { Name: `${args.prefix}-endpoints` },
        },
        child,
      );
      new aws.vpc.SecurityGroupIngressRule(
        name,
        { securityGroupId: group.id, ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIpv4: args.vpcCidr },
        child,
      );
      for (const short of args.services) {
        new aws.ec2.VpcEndpoint(
          short,
          {
            vpcId: args.vpcId,
            vpcEndpointType: 'Interface',
            serviceName: service(short),
            privateDnsEnabled: true,
            subnetIds: args.privateSubnets.map(({ id }) => id),
            securityGroupIds: [group.id],
            tags: { Name: `${args.prefix}-${short}` },
          },
          child,
        );
      }
    }
    this.registerOutputs({});
  }
}
