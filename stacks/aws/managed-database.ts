import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { type Database, databasePort } from '../app/database.ts';
import type { Peer } from '../cluster/target-cluster.ts';
import type { AwsStack } from '../config/schema.ts';
import { Aurora } from './aurora.ts';
import type { EncryptionKeys } from './encryption-keys.ts';
import type { Network } from './network.ts';
import { rdsAuthorities } from './rds-authorities.ts';
import { RdsInstance } from './rds-instance.ts';

export interface ManagedDatabaseArgs {
  readonly settings: AwsStack['database'];
  readonly network: Network;
  readonly region: string;
  readonly prefix: string;
  /** The group of the pods that may connect. */
  readonly clientGroupId: pulumi.Input<string>;
  readonly keys: EncryptionKeys;
  readonly protected: boolean;
}

/** What the two kinds of managed MySQL are made with. */
export interface EngineArgs extends Omit<ManagedDatabaseArgs, 'settings' | 'network' | 'clientGroupId'> {
  readonly subnetGroup: pulumi.Input<string>;
  readonly securityGroupId: pulumi.Input<string>;
}

/** MySQL run by AWS, reachable from the cluster's pods only, over TLS only. RDS makes, keeps and rotates the master password. */
export class ManagedDatabase extends pulumi.ComponentResource implements Database {
  readonly host: pulumi.Output<string>;
  readonly authorities: string;
  readonly peers: readonly Peer[];
  readonly masterSecretArn: pulumi.Output<string>;
  readonly administrator: Database['administrator'];
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ManagedDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:ManagedDatabase', name, {}, opts);
    const { settings, network, prefix } = args;
    const child = { parent: this };
    const subnetGroup = new aws.rds.SubnetGroup(name, { name: prefix, subnetIds: [...network.database.ids] }, child);
    const group = new aws.ec2.SecurityGroup(
      name,
      {
        vpcId: network.vpcId,
        description: 'MySQL: from the pods of the cluster, to nobody',
        tags: { Name: `${prefix}-database` },
      },
      child,
    );
    const open = new aws.vpc.SecurityGroupIngressRule(
      name,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: args.clientGroupId,
        ipProtocol: 'tcp',
        fromPort: databasePort,
        toPort: databasePort,
      },
      child,
    );
    const common = { ...args, subnetGroup: subnetGroup.name, securityGroupId: group.id };
    const engine =
      settings.engine === 'rds'
        ? new RdsInstance(name, { ...common, settings }, child)
        : new Aurora(name, { ...common, settings }, child);
    const master = (property: string) => ({ secret: { fullName: engine.masterSecretArn }, property });

    this.host = engine.host;
    this.authorities = rdsAuthorities(args.region);
    this.peers = network.database.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    this.masterSecretArn = engine.masterSecretArn;
    this.administrator = { user: master('username'), password: master('password') };
    this.ready = [engine, open];
    this.registerOutputs({ host: this.host });
  }
}
