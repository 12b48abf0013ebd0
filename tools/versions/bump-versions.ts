import semver from 'semver';
import { type GitHubApi, newestAfter, publishedVersions } from './published-versions.ts';
import type { VersionName, VersionSource } from './version-sources.ts';

/** The outcome for one line of `stacks/versions.ts`. */
export interface VersionCheck {
  readonly name: string;
  readonly current: string;
  /** Undefined when the current version is the newest, and when only a person can tell. */
  readonly newest: string | undefined;
  /** For the reader of the pull request: how large the step is, or how to look by hand. */
  readonly note: string;
}

export interface BumpOptions {
  readonly github: GitHubApi;
  readonly now: Date;
}

/** Asks the publisher of every version for a newer one. @throws {CliError} when one cannot be asked */
export async function checkVersions<Name extends VersionName>(
  versions: Readonly<Record<Name, string>>,
  sources: Readonly<Record<Name, VersionSource>>,
  { github, now }: BumpOptions,
): Promise<VersionCheck[]> {
  const names = Object.keys(versions) as Name[];
  return Promise.all(
    names.map(async (name) => {
      const [current, source] = [versions[name], sources[name]];
      if (source.kind === 'by hand') return { name, current, newest: undefined, note: `by hand: ${source.command}` };
      const sameMinor = source.kind === 'github' && source.sameMinor;
      const newest = newestAfter(current, await publishedVersions(source, github), { sameMinor, now });
      const note = newest === undefined ? 'newest' : `${semver.diff(current, newest)}; read its release notes`;
      return { name, current, newest, note };
    }),
  );
}

/**
 * The text of `stacks/versions.ts` with the newer versions in it.
 * @throws when a version is not on exactly one line of the form `name: 'version',`
 */
export function writeVersions(text: string, checks: readonly VersionCheck[]): string {
  return checks.reduce((result, { name, current, newest }) => {
    if (newest === undefined) return result;
    const line = `  ${name}: '${current}',`;
    if (result.split(line).length !== 2) throw new Error(`stacks/versions.ts has no single line "${line.trim()}"`);
    return result.replace(line, `  ${name}: '${newest}',`);
  }, text);
}

/** A Markdown table of every version. */
export function versionReport(checks: readonly VersionCheck[]): string {
  const rows = checks.map(({ name, current, newest, note }) => `| ${name} | ${current} | ${newest ?? ''} | ${note} |`);
  return ['| version | now | newer | |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
