/** Which row of AWS's public price list files has a price. Column names are those of the files' sixth line. */
export interface PriceSource {
  /** The service's name in the files' addresses. */
  readonly offer: string;
  /** The column `usageType` without the prefix that most regions add, such as `EUC1-`. */
  readonly usageType: string;
  /** Other columns with the values that they may have. */
  readonly where?: Readonly<Record<string, readonly string[]>>;
  /** True for a service with one list for the whole world. */
  readonly global?: true;
  /** The file's price is for one piece of so many. Default 1. */
  readonly times?: number;
}

const mysql = { 'Database Engine': ['MySQL'], 'Deployment Option': ['Single-AZ'] };
const application = { 'Product Family': ['Load Balancer-Application'] };

/** Prices with a name of their own: per hour, GB, GB-month, month or million, as each says. */
export const priceSources = {
  /** An hour of a control plane. */
  'eks.cluster': { offer: 'AmazonEKS', usageType: 'AmazonEKS-Hours:perCluster' },
  /** A GB-month. */
  'ebs.gp3': { offer: 'AmazonEC2', usageType: 'EBS:VolumeUsage.gp3' },
  /** A GB to the internet, in the first of the tiers. */
  'internet.gb': {
    offer: 'AWSDataTransfer',
    usageType: 'DataTransfer-Out-Bytes',
    where: { 'Transfer Type': ['AWS Outbound'] },
  },
  /** A GB-month. */
  'rds.gp3': {
    offer: 'AmazonRDS',
    usageType: 'RDS:GP3-Storage',
    where: { 'Database Engine': ['MySQL', 'Any'], 'Deployment Option': ['Single-AZ'] },
  },
  /** A GB-month of backups, beyond those that come with the database. */
  'rds.backup': {
    offer: 'AmazonRDS',
    usageType: 'RDS:ChargedBackupUsage',
    where: { 'Database Engine': ['MySQL', 'Any'] },
  },
  /** A GB of backups to another region. Most regions cost the same; the file's row for Oregon stands for them. */
  'rds.transfer': {
    offer: 'AWSDataTransfer',
    usageType: 'USW2-AWS-Out-Bytes',
    where: { 'Transfer Type': ['InterRegion Outbound'] },
  },
  /** An hour of one capacity unit. */
  'aurora.acu': {
    offer: 'AmazonRDS',
    usageType: 'Aurora:ServerlessV2Usage',
    where: { 'Database Engine': ['Aurora MySQL'] },
  },
  /** A GB-month. */
  'aurora.storage': {
    offer: 'AmazonRDS',
    usageType: 'Aurora:StorageUsage',
    where: { 'Database Engine': ['Aurora MySQL', 'Any'] },
  },
  'alb.hour': { offer: 'AWSELB', usageType: 'LoadBalancerUsage', where: application },
  /** An hour of one capacity unit. */
  'alb.unit': { offer: 'AWSELB', usageType: 'LCUUsage', where: application },
  'nat.hour': { offer: 'AmazonEC2', usageType: 'NatGateway-Hours', where: { operation: ['NatGateway'] } },
  'nat.gb': { offer: 'AmazonEC2', usageType: 'NatGateway-Bytes', where: { operation: ['NatGateway'] } },
  'ipv4.hour': { offer: 'AmazonVPC', usageType: 'PublicIPv4:InUseAddress' },
  'endpoint.hour': { offer: 'AmazonVPC', usageType: 'VpcEndpoint-Hours' },
  'endpoint.gb': { offer: 'AmazonVPC', usageType: 'VpcEndpoint-Bytes' },
  /** A GB-month, in the first of the tiers. */
  's3.gb': { offer: 'AmazonS3', usageType: 'TimedStorage-ByteHrs' },
  /** A month. */
  'kms.key': { offer: 'awskms', usageType: 'KMS-Keys' },
  /** A month. */
  secret: { offer: 'AWSSecretsManager', usageType: 'AWSSecretsManager-Secrets' },
  /** A GB written. */
  'logs.gb': { offer: 'AmazonCloudWatch', usageType: 'DataProcessing-Bytes' },
  /** A month. */
  'waf.acl': { offer: 'awswaf', usageType: 'WebACLV2' },
  /** A month. */
  'waf.rule': { offer: 'awswaf', usageType: 'RuleV2' },
  /** A million requests; the file lists one. */
  'waf.million': { offer: 'awswaf', usageType: 'RequestV2-Tier1', times: 1_000_000 },
  /** A GB-month. */
  'ecr.gb': { offer: 'AmazonECR', usageType: 'TimedStorage-ByteHrs' },
  /** A month of a hosted zone. */
  zone: { offer: 'AmazonRoute53', usageType: 'HostedZone', global: true },
} as const satisfies Readonly<Record<string, PriceSource>>;

/** Prices that are named after an instance type, which comes from the configuration: per hour. */
type InstancePriceKey = `ec2.${string}` | `rds.${string}` | `eks.auto.${string}`;
export type PriceKey = keyof typeof priceSources | InstancePriceKey;

/** @returns undefined for a key that is none of the above */
export function sourceOf(key: string): PriceSource | undefined {
  if (Object.hasOwn(priceSources, key)) return priceSources[key as keyof typeof priceSources];
  if (key.startsWith('ec2.')) {
    const linux = { 'Operating System': ['Linux'], Tenancy: ['Shared'], 'Pre Installed S/W': ['NA'] };
    const where = { ...linux, CapacityStatus: ['Used'] };
    return { offer: 'AmazonEC2', usageType: `BoxUsage:${key.slice('ec2.'.length)}`, where };
  }
  if (key.startsWith('rds.')) {
    return { offer: 'AmazonRDS', usageType: `InstanceUsage:${key.slice('rds.'.length)}`, where: mysql };
  }
  if (key.startsWith('eks.auto.')) {
    return { offer: 'AmazonEKS', usageType: `EKS-Auto:${key.slice('eks.auto.'.length)}-management-hours` };
  }
  return undefined;
}
