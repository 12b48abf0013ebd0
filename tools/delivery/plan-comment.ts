/** Identifies the comment in later runs; not visible on the page. */
export const commentMarker = '<!-- taskyard-plan -->';

/** GitHub allows 65,536 characters. */
const maximumLength = 60_000;

export interface StackPlan {
  readonly stack: string;
  /** Markdown from a run of the pull request's own code: it may contain anything. */
  readonly markdown: string;
}

/** The comment that shows a commit's plans. Their content cannot notify users, hide text or leave its `<details>`. */
export function planComment(commit: string, plans: readonly StackPlan[]): string {
  const lengthPerPlan = Math.floor(maximumLength / Math.max(1, plans.length));
  const details = plans.map(({ stack, markdown }) => {
    const text = sanitize(markdown);
    const shown =
      text.length <= lengthPerPlan
        ? text
        : `${text.slice(0, lengthPerPlan)}\n\n… cut; the whole plan is in the run's artifact.`;
    return `<details><summary><b>${stack}</b></summary>\n\n${shown}\n\n</details>`;
  });
  return [
    commentMarker,
    `### Plan of every stack at ${commit.slice(0, 7)}`,
    'The desired state that the code of this pull request describes, made without credentials or access to the cloud.',
    ...(details.length === 0 ? ['The run wrote no plan.'] : details),
  ].join('\n\n');
}

function sanitize(markdown: string): string {
  return (
    markdown
      .replaceAll('\r', '')
      // Tags and comments could close the `<details>`, hide text or repeat the marker.
      .replaceAll('<', '&lt;')
      // Mentions notify users, and references show up in other threads. A zero-width space disables both.
      .replace(/[@#](?=\w)/g, '$&\u200b')
      // A picture would be loaded by every reader of the comment.
      .replaceAll('![', '!\u200b[')
  );
}
