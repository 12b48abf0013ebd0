/** Regions with list prices, and the month in which their prices were read. AWS seldom changes list prices. */
export const pricedRegions = {
  /** US East (N. Virginia). */
  'us-east-1': { asOf: '2025-06' },
  /** Europe (Frankfurt). */
  'eu-central-1': { asOf: '2025-06' },
} as const;

export type PricedRegion = keyof typeof pricedRegions;

/** A figure of the source, or one that was scaled from another region. */
type Figure = number | ScaledFigure;

interface ScaledFigure {
  readonly usd: number;
  readonly scaled: true;
}

/**
 * US dollars by region, per hour, GB, GB-month, month or million, as the key says. `eks.auto` is a share of the price of
 * the instance.
 */
export interface Price {
  readonly usd: Readonly<Partial<Record<PricedRegion, Figure>>>;
  /** The public page that lists the price. */
  readonly source: string;
}

/**
 * AWS list prices: on-demand, Linux, before taxes, free tiers and discounts. `ec2.` and `rds.` are followed by the
 * instance type. To add or change a price, edit only this table.
 */
export const priceList = {
  ...from('https://aws.amazon.com/eks/pricing/', {
    'eks.cluster': { 'us-east-1': 0.1, 'eu-central-1': 0.1 },
    'eks.auto': { 'us-east-1': 0.12, 'eu-central-1': 0.12 },
  }),
  ...from('https://aws.amazon.com/ec2/pricing/on-demand/', {
    'ec2.t4g.nano': { 'us-east-1': 0.0042, 'eu-central-1': 0.0048 },
    'ec2.t4g.micro': { 'us-east-1': 0.0084, 'eu-central-1': 0.0096 },
    'ec2.t4g.small': { 'us-east-1': 0.0168, 'eu-central-1': 0.0192 },
    'ec2.t4g.medium': { 'us-east-1': 0.0336, 'eu-central-1': 0.0384 },
    'ec2.t4g.large': { 'us-east-1': 0.0672, 'eu-central-1': 0.0768 },
    'ec2.t3.medium': { 'us-east-1': 0.0416, 'eu-central-1': 0.048 },
    'ec2.c6g.large': { 'us-east-1': 0.068, 'eu-central-1': 0.0776 },
    // Scaled: Graviton3 in Frankfurt costs about 1.14 (c) and 1.2 (m) times as much as in N. Virginia, like Graviton2.
    'ec2.c7g.large': { 'us-east-1': 0.0725, 'eu-central-1': scaled(0.0827) },
    'ec2.m7g.large': { 'us-east-1': 0.0816, 'eu-central-1': scaled(0.0975) },
    'ec2.c6i.large': { 'us-east-1': 0.085, 'eu-central-1': 0.097 },
    'ec2.m6g.large': { 'us-east-1': 0.077, 'eu-central-1': 0.092 },
    'ec2.m6g.xlarge': { 'us-east-1': 0.154, 'eu-central-1': 0.184 },
    'ec2.m6i.large': { 'us-east-1': 0.096, 'eu-central-1': 0.115 },
    'ec2.r6g.large': { 'us-east-1': 0.1008, 'eu-central-1': 0.1216 },
    'internet.gb': { 'us-east-1': 0.09, 'eu-central-1': 0.09 },
  }),
  ...from('https://aws.amazon.com/ebs/pricing/', { 'ebs.gp3': { 'us-east-1': 0.08, 'eu-central-1': 0.0952 } }),
  ...from('https://aws.amazon.com/rds/mysql/pricing/', {
    // Scaled: Frankfurt costs about 1.14 (t4g) and 1.2 (m, r) times as much as N. Virginia.
    'rds.db.t4g.micro': { 'us-east-1': 0.016, 'eu-central-1': scaled(0.018) },
    'rds.db.t4g.small': { 'us-east-1': 0.032, 'eu-central-1': scaled(0.037) },
    'rds.db.t4g.medium': { 'us-east-1': 0.065, 'eu-central-1': scaled(0.074) },
    'rds.db.t4g.large': { 'us-east-1': 0.129, 'eu-central-1': scaled(0.148) },
    'rds.db.m6g.large': { 'us-east-1': 0.152, 'eu-central-1': scaled(0.182) },
    'rds.db.m6g.xlarge': { 'us-east-1': 0.304, 'eu-central-1': scaled(0.365) },
    'rds.db.m7g.large': { 'us-east-1': 0.168, 'eu-central-1': scaled(0.201) },
    'rds.db.m7g.xlarge': { 'us-east-1': 0.337, 'eu-central-1': scaled(0.402) },
    'rds.db.r6g.large': { 'us-east-1': 0.215, 'eu-central-1': scaled(0.256) },
    'rds.gp3': { 'us-east-1': 0.115, 'eu-central-1': 0.137 },
    // Scaled like gp3 storage.
    'rds.backup': { 'us-east-1': 0.095, 'eu-central-1': scaled(0.113) },
    'rds.transfer': { 'us-east-1': 0.02, 'eu-central-1': 0.02 },
  }),
  ...from('https://aws.amazon.com/rds/aurora/pricing/', {
    'aurora.acu': { 'us-east-1': 0.12, 'eu-central-1': 0.14 },
    'aurora.storage': { 'us-east-1': 0.1, 'eu-central-1': 0.119 },
  }),
  ...from('https://aws.amazon.com/elasticloadbalancing/pricing/', {
    'alb.hour': { 'us-east-1': 0.0225, 'eu-central-1': 0.027 },
    'alb.unit': { 'us-east-1': 0.008, 'eu-central-1': 0.008 },
  }),
  ...from('https://aws.amazon.com/vpc/pricing/', {
    'nat.hour': { 'us-east-1': 0.045, 'eu-central-1': 0.052 },
    'nat.gb': { 'us-east-1': 0.045, 'eu-central-1': 0.052 },
    'ipv4.hour': { 'us-east-1': 0.005, 'eu-central-1': 0.005 },
  }),
  ...from('https://aws.amazon.com/privatelink/pricing/', {
    'endpoint.hour': { 'us-east-1': 0.01, 'eu-central-1': 0.012 },
    'endpoint.gb': { 'us-east-1': 0.01, 'eu-central-1': 0.01 },
  }),
  ...from('https://aws.amazon.com/s3/pricing/', { 's3.gb': { 'us-east-1': 0.023, 'eu-central-1': 0.0245 } }),
  ...from('https://aws.amazon.com/kms/pricing/', { 'kms.key': { 'us-east-1': 1, 'eu-central-1': 1 } }),
  ...from('https://aws.amazon.com/secrets-manager/pricing/', { secret: { 'us-east-1': 0.4, 'eu-central-1': 0.4 } }),
  ...from('https://aws.amazon.com/cloudwatch/pricing/', { 'logs.gb': { 'us-east-1': 0.5, 'eu-central-1': 0.63 } }),
  ...from('https://aws.amazon.com/waf/pricing/', {
    'waf.acl': { 'us-east-1': 5, 'eu-central-1': 5 },
    'waf.rule': { 'us-east-1': 1, 'eu-central-1': 1 },
    'waf.million': { 'us-east-1': 0.6, 'eu-central-1': 0.6 },
  }),
  ...from('https://aws.amazon.com/ecr/pricing/', { 'ecr.gb': { 'us-east-1': 0.1, 'eu-central-1': 0.1 } }),
};

/** Cores and GiB of the EC2 instance types that nodes can have. */
export const nodeSizes: Readonly<Record<string, readonly [cores: number, gib: number]>> = {
  't4g.medium': [2, 4],
  't4g.large': [2, 8],
  't3.medium': [2, 4],
  'c6g.large': [2, 4],
  'c7g.large': [2, 4],
  'c6i.large': [2, 4],
  'm6g.large': [2, 8],
  'm6g.xlarge': [4, 16],
  'm7g.large': [2, 8],
  'm6i.large': [2, 8],
  'r6g.large': [2, 16],
};

/** Adds the source to every price of a page. */
function from<Key extends string>(source: string, prices: Readonly<Record<Key, Price['usd']>>): Record<Key, Price> {
  const entries = Object.entries<Price['usd']>(prices).map(([key, usd]) => [key, { usd, source }]);
  return Object.fromEntries(entries) as Record<Key, Price>;
}

/** A figure that was not read on the page: another region's figure times the usual ratio of the instance family. */
function scaled(usd: number): ScaledFigure {
  return { usd, scaled: true };
}
