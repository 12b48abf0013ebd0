import { z } from 'zod';
import { parseCidr } from './cidr.ts';
import { cronProblem } from './cron.ts';

/** An object with exactly these keys. An unknown key is refused with the list of known ones. The result is frozen. */
export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .strictObject(shape, {
      error: (issue) =>
        issue.code === 'unrecognized_keys'
          ? `is not a known key; allowed: ${Object.keys(shape).join(', ')}`
          : undefined,
    })
    .readonly();
}

/** A list that cannot be changed. */
export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly();
}

export const cidr = z.string().refine((text) => parseCidr(text) !== undefined, {
  error: 'must be an IPv4 range in CIDR notation without host bits, such as 10.0.0.0/16',
});

const movingTags = ['latest', 'main', 'master', 'dev', 'develop', 'edge', 'stable', 'nightly', 'next'];

/**
 * `name:tag` or `name@sha256:…`. With a moving tag, two nodes could run different code under one name. The migration
 * would also miss a new image, because its Job is named after the image.
 */
export const image = z.string().refine(isImmutableImage, {
  error: `must be name:tag or name@sha256:<64 hex digits>, and the tag must not move (refused: no tag, ${movingTags.join(', ')})`,
});

function isImmutableImage(text: string): boolean {
  const [name, digest, ...rest] = text.split('@');
  if (rest.length > 0 || !name) return false;
  if (digest !== undefined) return /^sha256:[0-9a-f]{64}$/.test(digest);
  const tag = /^[a-z0-9][a-z0-9._/:-]*:([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/.exec(name)?.[1];
  return tag !== undefined && !movingTags.includes(tag);
}

export const cron = z.string().superRefine((text, context) => {
  const problem = cronProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

export const cpu = z.string().regex(/^[1-9]\d*m?$/, 'must be cores or millicores, such as 100m or 2');
export const memory = z.string().regex(/^[1-9]\d*(Mi|Gi)$/, 'must be a size such as 128Mi or 1Gi');

/** Bytes of a size accepted by `memory`. */
export function bytes(size: string): number {
  return Number.parseInt(size, 10) * (size.endsWith('Gi') ? 2 ** 30 : 2 ** 20);
}

export const dnsLabel = z
  .string()
  .regex(
    /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/,
    'must be 1 to 40 lower-case letters, digits and dashes, starting with a letter',
  );

export const domain = z
  .string()
  .regex(
    /^(localhost|([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,})$/,
    'must be a domain name such as tasks.example.com, without scheme or port',
  );

export const awsRegion = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region such as eu-central-1');

export const days = (min: number, max: number) => z.int().min(min).max(max);

const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/** Days that CloudWatch Logs can keep a log group for. It refuses any other number. */
export const logDays = z.literal(retentionDays, { error: `must be one of ${retentionDays.join(', ')} days` });
