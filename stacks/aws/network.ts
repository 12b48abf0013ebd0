import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AwsStack } from '../config/schema.ts';
import { FlowLogs } from './flow-logs.ts';
import { NatGateways } from './nat-gateways.ts';
import { NatInstance } from './nat-instance.ts';
import { ServiceEndpoints } from './service-endpoints.ts';
import { planSubnets } from './subnet-plan.ts';

export interface NetworkArgs {
  readonly settings: AwsStack['network'];
  readonly region: string;
  readonly accountId: string;
  readonly prefix: string;
}

/** Subnets of one kind, in the order of the zones. */
interface SubnetTier {
  readonly ids: readonly pulumi.Output<string>[];
  readonly cidrs: readonly string[];
}

/**
 * A VPC with three subnets per zone: public for load balancers and NAT, private for nodes and pods, and one for databases
 * that has no route out of the VPC.
 */
export class Network extends pulumi.ComponentResource {
  readonly vpcId: pulumi.Output<string>;
  readonly public: SubnetTier;
  readonly private: SubnetTier;
  readonly database: SubnetTier;
  /** The private subnets of the first two zones. EKS never accepts other zones for its control plane than those at its creation. */
  readonly controlPlane: SubnetTier;
  /** What private pods need to reach other networks. On destroy, it is removed after them. */
  readonly egress: readonly pulumi.Resource[];

  constructor(
    name: string,
    { settings, region, accountId, prefix }: NetworkArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super('taskyard:aws:Network', name, {}, opts);
    const child = { parent: this };
    const { zones } = settings;
    const plan = planSubnets(settings.cidr, zones);
    const vpc = new aws.ec2.Vpc(
      name,
      { cidrBlock: settings.cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: { Name: prefix } },
      child,
    );
    // The VPC's default group allows traffic between its members. Here it is adopted and gets no rules.
    new aws.ec2.DefaultSecurityGroup(name, { vpcId: vpc.id, ingress: [], egress: [] }, child);
    // The provider would move the gateway to another VPC. AWS refuses that while a public address of the former VPC is in use.
    const gateway = new aws.ec2.InternetGateway(
      name,
      { vpcId: vpc.id, tags: { Name: prefix } },
      { ...child, replacementTrigger: vpc.id },
    );

    const createSubnets = (kind: keyof typeof plan, tags: Record<string, string>): aws.ec2.Subnet[] =>
      zones.map(
        (availabilityZone, index) =>
          new aws.ec2.Subnet(
            `${kind}-${availabilityZone}`,
            {
              vpcId: vpc.id,
              availabilityZone,
              cidrBlock: plan[kind][index] ?? '',
              // NAT and load balancers have their own public addresses.
              mapPublicIpOnLaunch: false,
              tags: { Name: `${prefix}-${kind}-${availabilityZone}`, ...tags },
            },
            child,
          ),
      );
    // EKS finds the subnets of public and internal load balancers by these tags.
    const publicSubnets = createSubnets('public', { 'kubernetes.io/role/elb': '1' });
    const privateSubnets = createSubnets('private', { 'kubernetes.io/role/internal-elb': '1' });
    const databaseSubnets = createSubnets('database', {});

    const publicTable = new aws.ec2.RouteTable('public', { vpcId: vpc.id, tags: { Name: `${prefix}-public` } }, child);
    const internetRoute = new aws.ec2.Route(
      'public-internet',
      { routeTableId: publicTable.id, destinationCidrBlock: '0.0.0.0/0', gatewayId: gateway.id },
      child,
    );
    const privateTables = zones.map(
      (zone) =>
        new aws.ec2.RouteTable(
          `private-${zone}`,
          { vpcId: vpc.id, tags: { Name: `${prefix}-private-${zone}` } },
          child,
        ),
    );
    const databaseTable = new aws.ec2.RouteTable(
      'database',
      { vpcId: vpc.id, tags: { Name: `${prefix}-database` } },
      child,
    );
    const associate = (kind: string, subnets: aws.ec2.Subnet[], table: (index: number) => aws.ec2.RouteTable) =>
      subnets.map(
        (subnet, index) =>
          new aws.ec2.RouteTableAssociation(
            `${kind}-${zones[index]}`,
            { subnetId: subnet.id, routeTableId: table(index).id },
            child,
          ),
      );
    const associations = [
      ...associate('public', publicSubnets, () => publicTable),
      ...associate('private', privateSubnets, (index) => privateTables[index] ?? databaseTable),
      ...associate('database', databaseSubnets, () => databaseTable),
    ];

    const natArgs = { vpcId: vpc.id, vpcCidr: settings.cidr, accountId, prefix, zones, publicSubnets, privateTables };
    const afterRoutes = { ...child, dependsOn: [internetRoute, ...associations] };
    const nat =
      settings.nat === 'instance'
        ? new NatInstance('nat', { nat: natArgs, privateSubnets, logDays: settings.flowLogDays }, afterRoutes)
        : new NatGateways('nat', { nat: natArgs, perZone: settings.nat === 'perZone' }, afterRoutes);
    const endpoints = new ServiceEndpoints(
      'endpoints',
      {
        vpcId: vpc.id,
        vpcCidr: settings.cidr,
        region,
        prefix,
        services: settings.interfaceEndpoints,
        privateSubnets,
        tables: [...privateTables, databaseTable],
      },
      child,
    );
    new FlowLogs('flow-logs', { vpcId: vpc.id, accountId, prefix, retentionDays: settings.flowLogDays }, child);

    this.vpcId = vpc.id;
    this.public = { ids: publicSubnets.map(({ id }) => id), cidrs: plan.public };
    this.private = { ids: privateSubnets.map(({ id }) => id), cidrs: plan.private };
    this.controlPlane = { ids: this.private.ids.slice(0, 2), cidrs: plan.private.slice(0, 2) };
    this.database = { ids: databaseSubnets.map(({ id }) => id), cidrs: plan.database };
    this.egress = [...associations, nat, endpoints];
    this.registerOutputs({ vpcId: this.vpcId });
  }
}
