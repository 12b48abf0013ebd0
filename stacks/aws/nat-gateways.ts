import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface NatArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly vpcCidr: string;
  readonly prefix: string;
  readonly zones: readonly string[];
  readonly publicSubnets: readonly aws.ec2.Subnet[];
  readonly privateTables: readonly aws.ec2.RouteTable[];
}

export interface NatGatewaysArgs extends NatArgs {
  /** True: a zone's loss takes no other zone's way out with it. False: one gateway for all, a third of the price. */
  readonly perZone: boolean;
}

/** The way out for private subnets, run by AWS. */
export class NatGateways extends pulumi.ComponentResource {
  constructor(name: string, args: NatGatewaysArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:NatGateways', name, {}, opts);
    const child = { parent: this };
    const gateways = (args.perZone ? args.publicSubnets : args.publicSubnets.slice(0, 1)).map((subnet, index) => {
      const zone = `${name}-${args.zones[index]}`;
      const tags = { Name: `${args.prefix}-${zone}` };
      const address = new aws.ec2.Eip(zone, { domain: 'vpc', tags }, child);
      return new aws.ec2.NatGateway(zone, { subnetId: subnet.id, allocationId: address.id, tags }, child);
    });
    args.privateTables.forEach((table, index) => {
      const gateway = gateways[index] ?? gateways[0];
      if (gateway) {
        new aws.ec2.Route(
          `${name}-${args.zones[index]}`,
          { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: gateway.id },
          child,
        );
      }
    });
    this.registerOutputs({});
  }
}
