import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readEvent } from './environment.ts';
import { GitHub } from './github.ts';
import { MARKER, planComment, type StackPlan } from './plan-comment.ts';

interface WorkflowRun {
  readonly workflow_run: {
    readonly head_sha: string;
    readonly head_branch: string;
    readonly head_repository: { readonly owner: { readonly login: string } };
  };
}

/**
 * `npm run preview:comment -- <folder>`: puts the plans that a finished `preview` run left in <folder> on its pull
 * request. Which pull request that is, GitHub's own event says, never a file of the run.
 */
await runCommand('preview:comment', async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new CliError('usage: npm run preview:comment -- <folder with <stack>.md files>');
  const { workflow_run: run } = readEvent() as WorkflowRun;
  const github = GitHub.ofThisJob();
  const head = encodeURIComponent(`${run.head_repository.owner.login}:${run.head_branch}`);
  const open = await github.get<{ number: number; head: { sha: string } }[]>(`pulls?state=open&head=${head}`);
  const pull = open.find((candidate) => candidate.head.sha === run.head_sha);
  if (pull === undefined) {
    console.log('No open pull request is at this commit: nothing to comment.');
    return 0;
  }
  const body = planComment(run.head_sha, readPlans(folder));
  const existing = await findComment(github, pull.number);
  if (existing === undefined) await github.post(`issues/${pull.number}/comments`, { body });
  else await github.patch(`issues/comments/${existing}`, { body });
  console.log(`The plan is on pull request ${pull.number}.`);
  return 0;
});

/** Only names that a stack can have; the artifact could hold any file. */
function readPlans(folder: string): StackPlan[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const stack = /^([a-z][a-z0-9-]{0,30})\.md$/.exec(file)?.[1];
      return stack === undefined ? [] : [{ stack, markdown: readFileSync(join(folder, file), 'utf8') }];
    });
}

async function findComment(github: GitHub, pull: number): Promise<number | undefined> {
  for (let page = 1; ; page++) {
    const path = `issues/${pull}/comments?per_page=100&page=${page}`;
    const comments = await github.get<{ id: number; body: string; user: { login: string } }[]>(path);
    const own = comments.find(({ body, user }) => user.login === 'github-actions[bot]' && body.startsWith(MARKER));
    if (own !== undefined || comments.length < 100) return own?.id;
  }
}
