import { existsSync, readFileSync } from 'node:fs';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { githubOfThisJob } from './github.ts';

/** GitHub allows 65,536 characters. */
const maximumLength = 60_000;
const label = 'drift';

/**
 * `npm run drift:issue -- <stack> <report>`: keeps one issue per stack. It is open while the report is not empty. Without
 * a report the state is unknown, and the issue does not change.
 */
const usage = 'Usage: npm run drift:issue -- <stack> <report>';

await runCommand({ name: 'drift:issue', usage }, async ([stack, report]) => {
  if (stack === undefined || report === undefined) throw new UsageError('name a stack and a report');
  if (!existsSync(report)) {
    console.log(`There is no report on ${stack}: its issue does not change.`);
    return 0;
  }
  const differences = readFileSync(report, 'utf8');
  const { octokit, repository } = githubOfThisJob();
  const title = `Drift: ${stack} differs from its code`;
  const query = { ...repository, state: 'open', labels: label, per_page: 100 } as const;
  const open = await octokit.paginate('GET /repos/{owner}/{repo}/issues', query);
  const number = open.find((issue) => issue.title === title)?.number;
  if (differences === '') {
    if (number !== undefined) {
      const closed = { ...repository, issue_number: number, state: 'closed', state_reason: 'completed' } as const;
      await octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', closed);
    }
    console.log(`${stack} matches its code.`);
    return 0;
  }
  const body = `\`\`\`\`diff\n${differences.slice(0, maximumLength)}\n\`\`\`\`\n\nSee docs/pipelines.md, “drift”.`;
  if (number === undefined) {
    await octokit.request('POST /repos/{owner}/{repo}/issues', { ...repository, title, body, labels: [label] });
  } else {
    const changed = { ...repository, issue_number: number, body };
    await octokit.request('PATCH /repos/{owner}/{repo}/issues/{issue_number}', changed);
  }
  console.log(`${stack} has drifted: ${number === undefined ? 'an issue was opened' : `issue ${number} was updated`}.`);
  return 0;
});
