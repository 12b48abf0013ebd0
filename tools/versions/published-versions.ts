import semver from 'semver';
import { parse } from 'yaml';
import { z } from 'zod';
import { CliError } from '../shared/cli-error.ts';
import type { VersionSource } from './version-sources.ts';

/** A version that somebody published. */
export interface PublishedVersion {
  /** As its publisher writes it, with or without a `v`. */
  readonly version: string;
  readonly publishedAt: Date;
}

/** Proposed a week after it was published: most faulty and malicious releases are withdrawn sooner. Dependabot waits as long. */
const cooldownDays = 7;

const helmIndex = z.object({
  entries: z.record(z.string(), z.array(z.object({ version: z.string(), created: z.coerce.date() }))),
});
const githubReleases = z.array(
  z.object({ tag_name: z.string(), draft: z.boolean(), prerelease: z.boolean(), published_at: z.coerce.date() }),
);

/** GitHub's REST API. */
export interface GitHubApi {
  readonly url: string;
  /** Without one, GitHub answers 60 requests an hour for all jobs that share an address. */
  readonly token: string | undefined;
}

/**
 * Every version of a chart, or the latest hundred releases of a repository.
 *
 * @throws {CliError} when the publisher does not answer, or answers something else
 */
export async function publishedVersions(
  source: Exclude<VersionSource, { kind: 'by hand' }>,
  github: GitHubApi,
): Promise<PublishedVersion[]> {
  if (source.kind === 'helm') {
    const url = `${source.url}/index.yaml`;
    const { entries } = check(url, helmIndex, parse(await download(url)));
    const versions = entries[source.chart];
    if (versions === undefined) throw new CliError(`${url} has no chart ${source.chart}.`);
    return versions.map(({ version, created }) => ({ version, publishedAt: created }));
  }
  const url = `${github.url}/repos/${source.repository}/releases?per_page=100`;
  const headers = github.token === undefined ? {} : { authorization: `Bearer ${github.token}` };
  return check(url, githubReleases, JSON.parse(await download(url, headers)))
    .filter(({ draft, prerelease }) => !draft && !prerelease)
    .map(({ tag_name, published_at }) => ({ version: tag_name, publishedAt: published_at }));
}

/** The newest stable version after `current` that is old enough; undefined when there is none. */
export function newestAfter(
  current: string,
  published: readonly PublishedVersion[],
  { sameMinor, now }: { readonly sameMinor: boolean; readonly now: Date },
): string | undefined {
  const until = now.getTime() - cooldownDays * 24 * 3600 * 1000;
  const candidates = published
    .filter(({ publishedAt }) => publishedAt.getTime() <= until)
    .map(({ version }) => version)
    .filter((version) => semver.valid(version) !== null && semver.prerelease(version) === null)
    .filter((version) => semver.gt(version, current) && (!sameMinor || semver.satisfies(version, `~${current}`)));
  return candidates.sort(semver.rcompare)[0];
}

async function download(url: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(60_000) }).catch((error: Error) => {
    throw new CliError(`${url} cannot be reached: ${error.message}`);
  });
  if (!response.ok) throw new CliError(`${url} answered ${response.status}.`);
  return response.text();
}

function check<Schema extends z.ZodType>(url: string, schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new CliError(`${url} has another form than expected: ${z.prettifyError(result.error)}`);
  return result.data;
}
