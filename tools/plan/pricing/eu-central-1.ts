import { from, type PriceList } from './price-list.ts';

/** Europe (Frankfurt): on-demand Linux list prices in US dollars, before taxes, free tiers and discounts. */
export const euCentral1: PriceList = {
  region: 'eu-central-1',
  asOf: '2025-06',
  prices: {
    ...from('https://aws.amazon.com/eks/pricing/', { 'eks.cluster': 0.1, 'eks.auto': 0.12 }),
    ...from('https://aws.amazon.com/ec2/pricing/on-demand/', {
      'ec2.t4g.nano': 0.0048,
      'ec2.t4g.micro': 0.0096,
      'ec2.t4g.small': 0.0192,
      'ec2.t4g.medium': 0.0384,
      'ec2.t4g.large': 0.0768,
      'ec2.t3.medium': 0.048,
      'ec2.c6g.large': 0.0776,
      'ec2.c6i.large': 0.097,
      'ec2.m6g.large': 0.092,
      'ec2.m6g.xlarge': 0.184,
      'ec2.m6i.large': 0.115,
      'ec2.r6g.large': 0.1216,
      'internet.gb': 0.09,
    }),
    // Graviton3 in Frankfurt costs about 1.2 (m) and 1.14 (c) times what it does in N. Virginia, like its predecessors.
    ...from(
      'https://aws.amazon.com/ec2/pricing/on-demand/',
      { 'ec2.c7g.large': 0.0827, 'ec2.m7g.large': 0.0975 },
      true,
    ),
    ...from('https://aws.amazon.com/ebs/pricing/', { 'ebs.gp3': 0.0952 }),
    ...from('https://aws.amazon.com/rds/mysql/pricing/', { 'rds.gp3': 0.137 }),
    // Frankfurt costs about 1.14 (t4g) and 1.2 (m, r) times what N. Virginia does.
    ...from(
      'https://aws.amazon.com/rds/mysql/pricing/',
      {
        'rds.db.t4g.micro': 0.018,
        'rds.db.t4g.small': 0.037,
        'rds.db.t4g.medium': 0.074,
        'rds.db.t4g.large': 0.148,
        'rds.db.m6g.large': 0.182,
        'rds.db.m6g.xlarge': 0.365,
        'rds.db.m7g.large': 0.201,
        'rds.db.m7g.xlarge': 0.402,
        'rds.db.r6g.large': 0.256,
      },
      true,
    ),
    ...from('https://aws.amazon.com/rds/aurora/pricing/', { 'aurora.acu': 0.14, 'aurora.storage': 0.119 }),
    ...from('https://aws.amazon.com/elasticloadbalancing/pricing/', { 'alb.hour': 0.027, 'alb.unit': 0.008 }),
    ...from('https://aws.amazon.com/vpc/pricing/', { 'nat.hour': 0.052, 'nat.gb': 0.052, 'ipv4.hour': 0.005 }),
    ...from('https://aws.amazon.com/privatelink/pricing/', { 'endpoint.hour': 0.012, 'endpoint.gb': 0.01 }),
    ...from('https://aws.amazon.com/kms/pricing/', { 'kms.key': 1 }),
    ...from('https://aws.amazon.com/secrets-manager/pricing/', { secret: 0.4 }),
    ...from('https://aws.amazon.com/cloudwatch/pricing/', { 'logs.gb': 0.63 }),
    ...from('https://aws.amazon.com/waf/pricing/', { 'waf.acl': 5, 'waf.rule': 1, 'waf.million': 0.6 }),
    ...from('https://aws.amazon.com/ecr/pricing/', { 'ecr.gb': 0.1 }),
  },
};
