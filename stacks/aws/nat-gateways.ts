import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

/** What a NAT gateway and a NAT instance are both created with. */
export interface NatArgs {
  readonly vpcId: pulumi.Input<string>;
  readonly vpcCidr: string;
  readonly accountId: string;
  readonly prefix: string;
  readonly zones: readonly string[];
  readonly publicSubnets: readonly aws.ec2.Subnet[];
  readonly privateTables: readonly aws.ec2.RouteTable[];
}

export interface NatGatewaysArgs {
  readonly nat: NatArgs;
  /** True: one gateway per zone, so that the loss of a zone affects no other zone. False: one gateway in all, a third of the price. */
  readonly perZone: boolean;
}

/** Internet access of the private subnets, through gateways run by AWS. */
export class NatGateways extends pulumi.ComponentResource {
  constructor(name: string, { nat, perZone }: NatGatewaysArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:NatGateways', name, {}, opts);
    const child = { parent: this };
    const gateways = (perZone ? nat.publicSubnets : nat.publicSubnets.slice(0, 1)).map((subnet, index) => {
      const zone = `${name}-${nat.zones[index]}`;
      const tags = { Name: `${nat.prefix}-${zone}` };
      const address = new aws.ec2.Eip(zone, { domain: 'vpc', tags }, child);
      return new aws.ec2.NatGateway(
        zone,
        { subnetId: subnet.id, allocationId: address.id, tags },
        // Two gateways cannot have one address.
        { ...child, deleteBeforeReplace: true },
      );
    });
    nat.privateTables.forEach((table, index) => {
      const gateway = gateways[index] ?? gateways[0];
      if (gateway) {
        new aws.ec2.Route(
          `${name}-${nat.zones[index]}`,
          { routeTableId: table.id, destinationCidrBlock: '0.0.0.0/0', natGatewayId: gateway.id },
          child,
        );
      }
    });
    this.registerOutputs({});
  }
}
