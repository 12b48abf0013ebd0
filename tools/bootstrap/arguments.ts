import { UsageError } from '../shared/cli-error.ts';
import { parseArguments } from '../shared/parse-arguments.ts';

export interface BootstrapArguments {
  /** AWS region of the state bucket and the key. */
  readonly region: string;
  /** Name of the state bucket. Without it, the name is made from the account and the region. */
  readonly bucket: string | undefined;
}

export const usage = 'Usage: npm run bootstrap -- --region <region> [--bucket <name>]';
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. Dots are refused, because they break TLS.
const bucketName = /^(?!xn--|sthree-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;

/** @throws {UsageError} naming the option and what is allowed */
export function readArguments(args: readonly string[]): BootstrapArguments {
  const options = { region: { type: 'string' }, bucket: { type: 'string' } } as const;
  const { region, bucket } = parseArguments(args, { options }).values;
  if (region === undefined) throw new UsageError('--region is missing, such as eu-central-1');
  if (!regionName.test(region)) throw new UsageError(`--region "${region}" is not a region, such as eu-central-1`);
  if (bucket !== undefined && !bucketName.test(bucket)) {
    throw new UsageError(`--bucket "${bucket}": must be 3 to 63 lower-case letters, digits and hyphens, no dots`);
  }
  return { region, bucket };
}
