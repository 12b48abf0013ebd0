import { z } from 'zod';
import { overlaps, parseCidr } from './cidr.ts';
import { clusterSection } from './cluster-section.ts';
import { databaseWindowsProblem } from './database-windows.ts';
import { awsRegion, cidr, cron, days, dnsLabel, domain, list, logDays, section } from './fields.ts';
import { database } from './managed-database-section.ts';
import { type OfficeHours, officeHours } from './office-hours.ts';
import { sharedSlot } from './zones.ts';

/** The range of addresses for Services. It is fixed, not chosen by EKS, because NetworkPolicies must name the DNS resolver in it. */
export const serviceCidr = '172.20.0.0/16';

/** AWS services that may get an interface endpoint: those that private pods call often. S3 always has a (free) gateway endpoint. */
const endpointServices = ['ecr.api', 'ecr.dkr', 'secretsmanager', 'logs', 'sts', 'kms'] as const;

function natProblem({ input }: { readonly input?: unknown }): string {
  const allowed = 'must be one | perZone | instance';
  return input === 'none'
    ? `${allowed}: without NAT, a stack needs nine interface endpoints, which cost more than a gateway, and a token for copies of images from ghcr.io`
    : allowed;
}

const account = section({
  id: z.string().regex(/^\d{12}$/, 'must be an AWS account number of 12 digits, in quotes'),
  region: awsRegion,
});

const network = section({
  cidr,
  zones: list(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d[a-z]$/, 'must be an availability zone such as eu-central-1a'))
    .refine((zones) => zones.length >= 2 && zones.length <= 4, {
      error: 'must name 2 to 4 availability zones: EKS, RDS and load balancers refuse one',
    })
    .refine((zones) => new Set(zones).size === zones.length, { error: 'must name each availability zone once' })
    .superRefine((zones, context) => {
      const shared = sharedSlot(zones);
      if (shared === undefined) return;
      const message = `must not have both ${shared.join(' and ')}: they share one of the four places in the VPC's range`;
      context.addIssue({ code: 'custom', message });
    }),
  nat: z.enum(['one', 'perZone', 'instance'], { error: natProblem }),
  interfaceEndpoints: list(z.enum(endpointServices)),
  reserved: list(cidr),
  flowLogDays: logDays,
}).superRefine((value, context) => {
  const range = parseCidr(value.cidr);
  if (!range) return;
  if (range.bitmask < 16 || range.bitmask > 22) {
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
});

const ingress = section({
  domain: domain.refine((name) => name !== 'localhost', { error: 'must be a public domain name' }),
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]{8,31}$/, 'must be the id of a Route 53 hosted zone, such as Z0123456789ABCDEFGHIJ'),
  waf: z.boolean(),
  accessLogDays: logDays,
});

/** `schedule`, in UTC, is when a Job checks whether a rotation is due. `everyDays` is how long a key signs. */
const signingKeys = section({ schedule: cron, everyDays: days(1, 365) });

const ci = section({
  repository: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'must be owner/name'),
  environment: dnsLabel,
  runner: z
    .string()
    .regex(
      /^[A-Za-z0-9][\w.-]{0,99}$/,
      'must be a label of a GitHub runner: letters, digits, dashes, dots and underscores',
    )
    .refine((label) => !/^(ubuntu|windows|macos)-/.test(label), {
      error: 'must be a label of your own runner: a standard hosted runner has no fixed address that could be admitted',
    }),
});

/** The keys of a stack on AWS. */
export const awsSections = {
  account,
  network,
  cluster: clusterSection,
  database,
  ingress,
  ci: ci.optional(),
  signingKeys,
  officeHours: officeHours
    .refine((hours) => hours.from >= hours.to || databaseWindowsProblem(hours) === undefined, {
      path: ['to'],
      error: ({ input }) => databaseWindowsProblem(input as OfficeHours),
    })
    .optional(),
};
