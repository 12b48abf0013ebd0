import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { readEvent } from './environment.ts';
import { type GitHub, githubOfThisJob } from './github.ts';
import { commentMarker, planComment, type StackPlan } from './plan-comment.ts';

interface WorkflowRun {
  readonly workflow_run: {
    readonly head_sha: string;
    readonly head_branch: string;
    readonly head_repository: { readonly owner: { readonly login: string } };
  };
}

/**
 * `npm run preview:comment -- <folder>`: puts the plans that a finished `preview` run wrote to <folder> on its pull
 * request. GitHub's event names the pull request. A file of the run could name another one.
 */
const usage = 'Usage: npm run preview:comment -- <folder with <stack>.md files>';

await runCommand({ name: 'preview:comment', usage }, async ([folder]) => {
  if (folder === undefined) throw new UsageError('name a folder');
  const { workflow_run: run } = readEvent() as WorkflowRun;
  const github = githubOfThisJob();
  const { octokit, repository } = github;
  const { data: open } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    ...repository,
    state: 'open',
    head: `${run.head_repository.owner.login}:${run.head_branch}`,
  });
  const pull = open.find((candidate) => candidate.head.sha === run.head_sha);
  if (pull === undefined) {
    console.log('No open pull request has this commit as its head: there is nothing to comment on.');
    return 0;
  }
  const body = planComment(run.head_sha, readPlans(folder));
  const existing = await findComment(github, pull.number);
  if (existing === undefined) {
    const comment = { ...repository, issue_number: pull.number, body };
    await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', comment);
  } else {
    const comment = { ...repository, comment_id: existing, body };
    await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', comment);
  }
  console.log(`The plan is on pull request ${pull.number}.`);
  return 0;
});

/** Only names that a stack can have: the artifact could hold any file. */
function readPlans(folder: string): StackPlan[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const stack = /^([a-z][a-z0-9-]{0,30})\.md$/.exec(file)?.[1];
      return stack === undefined ? [] : [{ stack, markdown: readFileSync(join(folder, file), 'utf8') }];
    });
}

async function findComment({ octokit, repository }: GitHub, pull: number): Promise<number | bigint | undefined> {
  const query = { ...repository, issue_number: pull, per_page: 100 };
  const pages = octokit.paginate.iterator('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', query);
  for await (const { data } of pages) {
    const own = data.find(
      ({ body, user }) => user?.login === 'github-actions[bot]' && body?.startsWith(commentMarker) === true,
    );
    if (own !== undefined) return own.id;
  }
  return undefined;
}
