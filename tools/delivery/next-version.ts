/** A commit on the way to the release. */
export interface Commit {
  readonly hash: string;
  /** First line of its message. */
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
 * The release that Conventional Commits 1.0.0 make of these commits, newest first. Before 1.0.0 a breaking change raises
 * the minor number, as semver's item 4 leaves open.
 *
 * @param last tag of the release before, `v1.2.3`; undefined when there is none
 * @returns undefined when nothing that users notice has changed
 */
export function nextRelease(last: string | undefined, commits: readonly Commit[]): Release | undefined {
  const changes = commits.flatMap(changeOf).filter(({ kind }) => kind in sections);
  if (changes.length === 0) return undefined;
  const kinds = new Set(changes.map(({ kind }) => kind));
  const [major = 0, minor = 0, patch = 0] = (last ?? 'v0.0.0').slice(1).split('.').map(Number);
  const raise =
    kinds.has('breaking') && major > 0 ? 'major' : kinds.has('breaking') || kinds.has('feat') ? 'minor' : 'patch';
  const numbers = {
    major: [major + 1, 0, 0],
    minor: [major, minor + 1, 0],
    patch: [major, minor, patch + 1],
  }[raise];
  const notes = Object.entries(sections).flatMap(([kind, title]) => {
    const lines = changes.filter((change) => change.kind === kind).map(({ line }) => line);
    return lines.length === 0 ? [] : [`### ${title}\n\n${lines.join('\n')}\n`];
  });
  return { tag: `v${numbers.join('.')}`, notes: notes.join('\n') };
}

function changeOf({ hash, subject, body }: Commit): { kind: string; line: string }[] {
  const match = /^(?<type>[a-z]+)(?:\((?<scope>[^)]+)\))?(?<breaking>!)?: (?<text>.+)$/.exec(subject)?.groups;
  if (match === undefined) return [];
  const breaking = match.breaking !== undefined || /^BREAKING[ -]CHANGE: /m.test(body);
  const scope = match.scope === undefined ? '' : `**${match.scope}**: `;
  return [{ kind: breaking ? 'breaking' : (match.type ?? ''), line: `- ${scope}${match.text} (${hash.slice(0, 7)})` }];
}
