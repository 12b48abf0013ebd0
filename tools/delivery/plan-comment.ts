/** By which the comment is found again; invisible on the page. */
export const MARKER = '<!-- taskyard-plan -->';

/** GitHub takes 65,536 characters. */
const LIMIT = 60_000;

export interface StackPlan {
  readonly stack: string;
  /** Markdown out of a run of the pull request's own code: anything may be in it. */
  readonly markdown: string;
}

/** The comment that shows a commit's plans. What they contain cannot notify people, hide itself or break out of its fold. */
export function planComment(commit: string, plans: readonly StackPlan[]): string {
  const room = Math.floor(LIMIT / Math.max(1, plans.length));
  const folds = plans.map(({ stack, markdown }) => {
    const text = harmless(markdown);
    const shown =
      text.length <= room ? text : `${text.slice(0, room)}\n\n… cut; the whole plan is in the run's artifact.`;
    return `<details><summary><b>${stack}</b></summary>\n\n${shown}\n\n</details>`;
  });
  return [
    MARKER,
    `### Plan of every stack at ${commit.slice(0, 7)}`,
    'Desired state as the code of this pull request describes it, without credentials and without looking at the cloud.',
    ...(folds.length === 0 ? ['The run left no plan behind.'] : folds),
  ].join('\n\n');
}

function harmless(markdown: string): string {
  return (
    markdown
      .replaceAll('\r', '')
      // Any tag or comment: they could close the fold, hide what follows, or carry the marker.
      .replaceAll('<', '&lt;')
      // Mentions notify people, and references leave traces in other threads; a zero-width space ends both.
      .replace(/[@#](?=\w)/g, '$&\u200b')
      // A picture is fetched by whoever reads it.
      .replaceAll('![', '!\u200b[')
  );
}
