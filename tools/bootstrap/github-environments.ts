import { type EnvironmentReviewer, findEnvironment } from '../delivery/deployment-environment.ts';
import type { GitHub } from '../delivery/github.ts';
import { CliError } from '../shared/cli-error.ts';

/** The protection rules of one GitHub environment. */
interface Protection {
  readonly name: string;
  /** `keep`: those that somebody set on GitHub, also none. */
  readonly reviewers: 'required' | 'none' | 'keep';
  /** Patterns of the branches whose jobs may use the environment. Undefined: every branch. */
  readonly branches: readonly string[] | undefined;
}

const branchPolicies = '/repos/{owner}/{repo}/environments/{environment_name}/deployment-branch-policies';

/**
 * Creates the environments of the stacks' jobs on GitHub, or repairs their rules. Without this, GitHub makes an unprotected
 * environment the first time that a job of any branch names it, and AWS trusts the environment.
 *
 * @param reviewers logins of users, and teams as `organisation/team`; one of them approves a job
 * @returns a line per environment
 */
export async function ensureEnvironments(
  github: GitHub,
  stacks: readonly string[],
  reviewers: readonly string[],
): Promise<readonly string[]> {
  const { octokit, repository } = github;
  const { data } = await octokit.request('GET /repos/{owner}/{repo}', repository);
  const required = await Promise.all(reviewers.map((name) => findReviewer(github, name)));
  const lines: string[] = [];
  for (const protection of stacks.flatMap((stack) => protectionsOf(stack, data.default_branch))) {
    await ensureEnvironment(github, protection, required);
    const approval = {
      required: `approved by ${reviewers.join(' or ')}`,
      none: 'no approval',
      keep: 'approvals as set',
    };
    lines.push(
      `${protection.name}: ${approval[protection.reviewers]}; ${protection.branches?.join(' and ') ?? 'every branch'}`,
    );
  }
  return lines;
}

/** Prod changes only after an approval. A preview can decrypt the state, so its code is approved. Drift runs merged code. */
function protectionsOf(stack: string, defaultBranch: string): readonly Protection[] {
  const deployed = [defaultBranch, 'hotfix/*'];
  return [
    { name: stack, reviewers: stack === 'prod' ? 'required' : 'keep', branches: deployed },
    { name: `${stack}-preview`, reviewers: 'required', branches: undefined },
    { name: `${stack}-drift`, reviewers: 'none', branches: [defaultBranch] },
  ];
}

async function ensureEnvironment(
  github: GitHub,
  { name, reviewers, branches }: Protection,
  required: readonly EnvironmentReviewer[],
): Promise<void> {
  const { octokit, repository } = github;
  const existing = await findEnvironment(github, name);
  // GitHub resets what a request leaves out.
  await octokit.request('PUT /repos/{owner}/{repo}/environments/{environment_name}', {
    ...repository,
    environment_name: name,
    wait_timer: existing?.waitTimer ?? 0,
    prevent_self_review: existing?.preventSelfReview ?? false,
    reviewers: { required: [...required], none: [], keep: [...(existing?.reviewers ?? [])] }[reviewers],
    deployment_branch_policy: branches ? { protected_branches: false, custom_branch_policies: true } : null,
  });
  if (branches) await ensureBranches(github, name, branches);
}

async function ensureBranches({ octokit, repository }: GitHub, name: string, branches: readonly string[]) {
  const target = { ...repository, environment_name: name };
  const { data } = await octokit.request(`GET ${branchPolicies}`, { ...target, per_page: 100 });
  const present = data.branch_policies ?? [];
  for (const branch of branches.filter((one) => !present.some((policy) => policy.name === one))) {
    await octokit.request(`POST ${branchPolicies}`, { ...target, name: branch });
  }
  for (const { id, name: branch } of present) {
    if (id === undefined || (branch !== undefined && branches.includes(branch))) continue;
    await octokit.request(`DELETE ${branchPolicies}/{branch_policy_id}`, { ...target, branch_policy_id: Number(id) });
  }
}

async function findReviewer({ octokit }: GitHub, name: string): Promise<EnvironmentReviewer> {
  const [owner = '', team] = name.split('/');
  const { data } =
    team === undefined
      ? await octokit.request('GET /users/{username}', { username: owner })
      : await octokit.request('GET /orgs/{org}/teams/{team_slug}', { org: owner, team_slug: team });
  if (typeof data.id !== 'number') throw new CliError(`GitHub returned no id for the reviewer ${name}.`);
  return { type: team === undefined ? 'User' : 'Team', id: data.id };
}
