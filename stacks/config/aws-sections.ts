import { z } from 'zod';
import { overlaps, parseCidr } from '../aws/cidr.ts';
import { cidr, cron, days, dnsLabel, domain, list, section } from './fields.ts';

/** The range EKS gives Services. Fixed rather than chosen by EKS, because NetworkPolicies must name the resolver in it. */
export const serviceCidr = '172.20.0.0/16';

/** Services an interface endpoint is offered for: what private pods call all day. S3 is always reached by a (free) gateway. */
export const endpointServices = ['ecr.api', 'ecr.dkr', 'secretsmanager', 'logs', 'sts', 'kms'] as const;

export const account = section({
  id: z.string().regex(/^\d{12}$/, 'must be an AWS account number of 12 digits, in quotes'),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-central-1'),
});

export const network = section({
  cidr,
  zones: list(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'must be an availability zone such as eu-central-1a'))
    .refine((zones) => zones.length >= 2 && zones.length <= 4, {
      error: 'must name 2 to 4 availability zones: EKS, RDS and load balancers refuse one',
    })
    .refine((zones) => new Set(zones).size === zones.length, { error: 'must name each availability zone once' }),
  nat: z.enum(['one', 'perZone', 'instance', 'none']),
  interfaceEndpoints: list(z.enum(endpointServices)),
  reserved: list(cidr),
  flowLogDays: days(1, 3653),
}).superRefine((value, context) => {
  const range = parseCidr(value.cidr);
  if (!range) return;
  if (range.prefix < 16 || range.prefix > 22) {
    context.addIssue({
      code: 'custom',
      path: ['cidr'],
      message: 'must be between /16 (the largest VPC) and /22 (smaller, a public subnet cannot hold a load balancer)',
    });
  }
  for (const other of [serviceCidr, ...value.reserved]) {
    const taken = parseCidr(other);
    if (taken && overlaps(range, taken)) {
      context.addIssue({ code: 'custom', path: ['cidr'], message: `must not overlap ${other}, which is taken` });
    }
  }
  if (
    value.nat === 'none' &&
    !['ecr.api', 'ecr.dkr', 'secretsmanager', 'logs', 'sts'].every((one) =>
      value.interfaceEndpoints.some((has) => has === one),
    )
  ) {
    context.addIssue({
      code: 'custom',
      path: ['nat'],
      message:
        'may be none only when interfaceEndpoints holds ecr.api, ecr.dkr, secretsmanager, logs and sts: nodes need them',
    });
  }
});

export const awsCluster = section({
  version: z.string().regex(/^1\.\d{2}$/, 'must be a Kubernetes version such as "1.35", in quotes'),
  architecture: z.enum(['arm64', 'amd64']),
  capacity: z.enum(['spot', 'on-demand']),
  burstable: z.boolean(),
  cpuLimit: z.int().min(4).max(1000),
  admins: list(z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/, 'must be the ARN of an IAM role')),
  publicAccessFrom: list(
    cidr.refine((range) => parseCidr(range)?.prefix !== 0, { error: 'must not be the whole internet' }),
  ),
  logDays: days(1, 3653),
});

const mysqlVersion = z
  .string()
  .regex(/^8\.4(\.\d+)?$/, 'must be MySQL 8.4 or a release of it, such as "8.4", in quotes');

const rds = section({
  engine: z.literal('rds'),
  version: mysqlVersion,
  class: z.string().regex(/^db\.[a-z0-9]+\.[a-z0-9]+$/, 'must be an RDS instance class such as db.t4g.medium'),
  storageGb: z.int().min(20).max(65536),
  multiAz: z.boolean(),
  backupDays: days(1, 35),
}).refine((value) => !value.multiAz || !/\.(micro|small)$/.test(value.class), {
  path: ['class'],
  error: 'must be medium or larger with multiAz: smaller ones have no Performance Insights',
});

const aurora = section({
  engine: z.literal('aurora'),
  version: z
    .string()
    .regex(/^8\.0\.mysql_aurora\.3\.\d+\.\d+$/, 'must be an Aurora MySQL 3 release such as 8.0.mysql_aurora.3.10.1'),
  minCapacity: z.number().min(0).max(256).multipleOf(0.5),
  maxCapacity: z.number().min(1).max(256).multipleOf(0.5),
  readers: z.int().min(0).max(15),
  backupDays: days(1, 35),
}).refine((value) => value.minCapacity <= value.maxCapacity, {
  path: ['minCapacity'],
  error: 'must not be above maxCapacity',
});

export const awsDatabase = z.discriminatedUnion('engine', [rds, aurora], {
  error: 'must have an engine: rds or aurora',
});
export const awsEdge = section({
  domain: domain.refine((name) => name !== 'localhost', { error: 'must be a public domain name' }),
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]{8,31}$/, 'must be the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ'),
  waf: z.boolean(),
});

/** When to look, in UTC, and how long a key signs; `schedule` decides nothing but when a due rotation happens. */
export const signingKeys = section({ schedule: cron, everyDays: days(1, 365) });

export const ci = section({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  environment: dnsLabel,
});
