import { z } from 'zod';
import { parseCidr } from './cidr.ts';
import { cidr, list, logDays, section } from './fields.ts';

const range = cidr.refine((text) => parseCidr(text)?.bitmask !== 0, { error: 'must not be the whole internet' });

/** Networks that reach the API server's interfaces in the VPC: ranges inside the VPC or of connected networks, and security groups. */
const privateAccess = section({
  cidrs: list(range).default([]),
  securityGroups: list(
    z.string().regex(/^sg-[0-9a-f]{8,17}$/, 'must be the id of a security group, such as sg-0123456789abcdef0'),
  ).default([]),
});

/** The EKS cluster and its nodes. */
export const clusterSection = section({
  version: z.string().regex(/^1\.\d{2}$/, 'must be a Kubernetes version such as "1.35", in quotes'),
  architecture: z.enum(['arm64', 'amd64']),
  capacity: z.enum(['spot', 'on-demand']),
  burstable: z.boolean(),
  cpuLimit: z.int().min(4).max(1000),
  admins: list(z.string().regex(/^arn:aws[\w-]*:iam::\d{12}:role\/\S+$/, 'must be the ARN of an IAM role')),
  publicAccessFrom: list(range),
  privateAccessFrom: privateAccess.default({ cidrs: [], securityGroups: [] }),
  accessHost: z.boolean().default(false),
  logDays,
}).superRefine((value, context) => {
  if (value.publicAccessFrom.length === 0 && !admitsPrivately(value) && !value.accessHost) {
    context.addIssue({
      code: 'custom',
      path: ['publicAccessFrom'],
      message:
        'may be empty only with privateAccessFrom or accessHost: nobody could reach the API server, and pulumi up would stop half-way',
    });
  }
  const named = new Map<string, string>();
  for (const [index, arn] of value.admins.entries()) {
    const other = named.get(roleKey(arn));
    if (other !== undefined && other !== arn) {
      context.addIssue({
        code: 'custom',
        path: ['admins', index],
        message: `must not name a role of ${other} with another path: names of roles are unique in an account`,
      });
    }
    named.set(roleKey(arn), arn);
  }
});

/** Whether a network or a security group may reach the API server inside the VPC. The access host is not counted. */
export function admitsPrivately({ privateAccessFrom }: Pick<z.output<typeof clusterSection>, 'privateAccessFrom'>) {
  return privateAccessFrom.cidrs.length > 0 || privateAccessFrom.securityGroups.length > 0;
}

/** `<account>-<name>` of a role's ARN, without its path. It is unique: IAM refuses a second role of one name in an account. */
export function roleKey(arn: string): string {
  return `${arn.split(':')[4]}-${arn.split('/').at(-1)}`;
}
