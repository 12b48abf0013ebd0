import semver from 'semver';

/** A commit since the last release. */
export interface Commit {
  readonly hash: string;
  /** First line of the message. */
  readonly subject: string;
  readonly body: string;
}

export interface Release {
  /** `v1.2.3` */
  readonly tag: string;
  /** Markdown, grouped by what changed. */
  readonly notes: string;
}

const sections: Readonly<Record<string, string>> = {
  breaking: 'Breaking changes',
  feat: 'New',
  fix: 'Fixed',
  perf: 'Faster',
};

/**
 * The release that these commits (newest first) make according to Conventional Commits 1.0.0. Before 1.0.0 a breaking
 * change raises the minor number: item 4 of Semantic Versioning allows any change there.
 *
 * @param last tag of the last release, `v1.2.3`; undefined when there is none
 * @returns undefined when no commit changes anything for users
 */
export function nextRelease(last: string | undefined, commits: readonly Commit[]): Release | undefined {
  const changes = commits.flatMap(changeOf).filter(({ kind }) => kind in sections);
  if (changes.length === 0) return undefined;
  const kinds = new Set(changes.map(({ kind }) => kind));
  const version = new semver.SemVer(last ?? 'v0.0.0');
  const isMajor = kinds.has('breaking') && version.major > 0;
  const isMinor = kinds.has('breaking') || kinds.has('feat');
  version.inc(isMajor ? 'major' : isMinor ? 'minor' : 'patch');
  const notes = Object.entries(sections).flatMap(([kind, title]) => {
    const lines = changes.filter((change) => change.kind === kind).map(({ line }) => line);
    return lines.length === 0 ? [] : [`### ${title}\n\n${lines.join('\n')}\n`];
  });
  return { tag: `v${version.version}`, notes: notes.join('\n') };
}

function changeOf({ hash, subject, body }: Commit): { kind: string; line: string }[] {
  const match = /^(?<type>[a-z]+)(?:\((?<scope>[^)]+)\))?(?<breaking>!)?: (?<text>.+)$/.exec(subject)?.groups;
  if (match === undefined) return [];
  const breaking = match.breaking !== undefined || /^BREAKING[ -]CHANGE: /m.test(body);
  const scope = match.scope === undefined ? '' : `**${match.scope}**: `;
  return [{ kind: breaking ? 'breaking' : (match.type ?? ''), line: `- ${scope}${match.text} (${hash.slice(0, 7)})` }];
}
