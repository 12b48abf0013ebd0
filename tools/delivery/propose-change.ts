import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { parseArguments } from '../shared/parse-arguments.ts';
import { git } from './git.ts';
import { type GitHub, githubOfThisJob } from './github.ts';

/**
 * `npm run propose -- --branch <name> --title <title> --body <file> <path> …`: opens a pull request with the changes that
 * the job made to these files, or updates the one that is open. Without a change it does nothing. GitHub makes and signs
 * the commit, so the job needs no git credentials.
 */
const usage = 'Usage: npm run propose -- --branch <name> --title <title> --body <file> <path> …';
const base = 'main';

interface Proposal {
  readonly branch: string;
  /** Title of the pull request and subject of its commit. */
  readonly title: string;
  readonly body: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

await runCommand({ name: 'propose', usage }, async (args) => {
  const { branch, title, body, paths } = readOptions(args);
  const status = await git('status', '--porcelain', '--untracked-files=all', '--no-renames', '--', ...paths);
  const changed = status
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3));
  if (changed.length === 0) {
    console.log('Nothing has changed.');
    return 0;
  }
  const files = changed.map((path) => ({ path, content: readFileSync(join(repositoryRoot, path), 'utf8') }));
  const github = githubOfThisJob();
  await moveBranch(github, { branch, title, body, files });
  console.log(await openPullRequest(github, { branch, title, body, files }));
  return 0;
});

/** Points the branch at a new commit on top of the checked out one. Commits that somebody else added to it are lost. */
async function moveBranch({ octokit, repository }: GitHub, { branch, title, files }: Proposal): Promise<void> {
  const [parent, base_tree] = [await git('rev-parse', 'HEAD'), await git('rev-parse', 'HEAD^{tree}')];
  const tree = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    ...repository,
    base_tree,
    tree: files.map(({ path, content }) => ({ path, content, mode: '100644', type: 'blob' }) as const),
  });
  const commit = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    ...repository,
    message: title,
    tree: tree.data.sha,
    parents: [parent],
  });
  const { sha } = commit.data;
  const ref = `heads/${branch}`;
  const existing = await octokit.request('GET /repos/{owner}/{repo}/git/matching-refs/{ref}', { ...repository, ref });
  if (existing.data.some((one) => one.ref === `refs/${ref}`)) {
    await octokit.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', { ...repository, ref, sha, force: true });
  } else {
    await octokit.request('POST /repos/{owner}/{repo}/git/refs', { ...repository, ref: `refs/${ref}`, sha });
  }
}

/** @returns what was done, as a sentence */
async function openPullRequest({ octokit, repository }: GitHub, { branch, title, body }: Proposal): Promise<string> {
  const head = `${repository.owner}:${branch}`;
  const open = await octokit.request('GET /repos/{owner}/{repo}/pulls', { ...repository, state: 'open', head, base });
  const number = open.data[0]?.number;
  if (number === undefined) {
    await octokit.request('POST /repos/{owner}/{repo}/pulls', { ...repository, title, body, head: branch, base });
    return `A pull request from ${branch} was opened.`;
  }
  await octokit.request('PATCH /repos/{owner}/{repo}/pulls/{pull_number}', {
    ...repository,
    pull_number: number,
    title,
    body,
  });
  return `Pull request ${number} was updated.`;
}

/** @throws {UsageError} */
function readOptions(args: readonly string[]) {
  const options = { branch: { type: 'string' }, title: { type: 'string' }, body: { type: 'string' } } as const;
  const { positionals: paths, values } = parseArguments(args, { allowPositionals: true, options });
  const { branch, title, body } = values;
  if (branch === undefined || title === undefined || body === undefined) {
    throw new UsageError('give --branch, --title and --body');
  }
  if (paths.length === 0) throw new UsageError('name the files to propose');
  const advice = `This branch is rewritten by the next run. GitHub starts no checks for a pull request that a workflow opened: close it and open it again to start them.`;
  return { branch, title, body: `${readFileSync(body, 'utf8')}\n${advice}\n`, paths };
}
