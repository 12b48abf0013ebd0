import { UsageError } from '../shared/cli-error.ts';
import { parseArguments } from '../shared/parse-arguments.ts';

/** What to prepare: an account in a region, a repository, or both. */
export interface BootstrapArguments {
  readonly aws: AwsArguments | undefined;
  readonly github: GitHubArguments | undefined;
}

export interface AwsArguments {
  /** Region of the state bucket and the key. */
  readonly region: string;
  /** Name of the state bucket. Without it, the name is made from the account and the region. */
  readonly bucket: string | undefined;
}

export interface GitHubArguments {
  /** `owner/name` */
  readonly repository: string;
  /** Logins of users, and teams as `organisation/team`. */
  readonly reviewers: readonly string[];
}

export const usage = `Usage: npm run bootstrap -- --region <region> [--bucket <name>]
       npm run bootstrap -- --repository <owner>/<name> --reviewers <login>,<organisation>/<team>

The first prepares an AWS account, the second the environments of a GitHub repository. Both can be one command.`;

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html. Dots are refused, because they break TLS.
const bucketName = /^(?!xn--|sthree-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;
const regionName = /^[a-z]{2}(-[a-z]+)+-\d$/;
const repositoryName = /^[\w.-]+\/[\w.-]+$/;
const reviewerName = /^[\w-]+(\/[\w.-]+)?$/;
/** GitHub accepts no more for an environment. */
const maximumReviewers = 6;

/** @throws {UsageError} naming the option and what is allowed */
export function readArguments(args: readonly string[]): BootstrapArguments {
  const text = { type: 'string' } as const;
  const options = { region: text, bucket: text, repository: text, reviewers: text };
  const { region, bucket, repository, reviewers } = parseArguments(args, { options }).values;
  const github = readGitHub(repository, reviewers);
  const aws = region === undefined && bucket === undefined && github ? undefined : readAws(region, bucket);
  return { aws, github };
}

function readAws(region: string | undefined, bucket: string | undefined): AwsArguments {
  if (region === undefined) throw new UsageError('--region is missing, such as eu-central-1');
  if (!regionName.test(region)) throw new UsageError(`--region "${region}" is not a region, such as eu-central-1`);
  if (bucket !== undefined && !bucketName.test(bucket)) {
    throw new UsageError(`--bucket "${bucket}": must be 3 to 63 lower-case letters, digits and hyphens, no dots`);
  }
  return { region, bucket };
}

function readGitHub(repository: string | undefined, list: string | undefined): GitHubArguments | undefined {
  if (repository === undefined && list === undefined) return undefined;
  if (repository === undefined) throw new UsageError('--repository is missing, such as owner/name');
  if (!repositoryName.test(repository)) throw new UsageError(`--repository "${repository}": must be owner/name`);
  const reviewers = list?.split(',') ?? [];
  if (reviewers.length === 0) {
    throw new UsageError(
      '--reviewers is missing: who approves previews and deployments to prod, such as alice,acme/ops',
    );
  }
  const wrong = reviewers.find((name) => !reviewerName.test(name));
  if (wrong !== undefined || reviewers.length > maximumReviewers) {
    throw new UsageError(
      `--reviewers "${list}": must be 1 to ${maximumReviewers} logins or organisation/team, with commas`,
    );
  }
  return { repository, reviewers };
}
