import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { CliError } from '../shared/cli-error.ts';
import { readJobEnvironment } from './environment.ts';

const PaginatingOctokit = Octokit.plugin(paginateRest);

/** GitHub's REST API with the job's own token, and the repository that the job belongs to. */
export interface JobGitHub {
  readonly octokit: InstanceType<typeof PaginatingOctokit>;
  readonly repository: { readonly owner: string; readonly repo: string };
}

/**
 * A failed request throws a CliError that names the request and GitHub's reason.
 * @throws CliError when GITHUB_REPOSITORY or GITHUB_TOKEN is not set
 */
export function githubOfThisJob(): JobGitHub {
  const { apiUrl, repository, token } = readJobEnvironment();
  const [owner, repo] = repository?.split('/') ?? [];
  if (owner === undefined || repo === undefined || token === undefined) {
    throw new CliError('GITHUB_REPOSITORY and GITHUB_TOKEN are not set: this command runs in GitHub Actions.');
  }
  const octokit = new PaginatingOctokit({ auth: token, baseUrl: apiUrl, userAgent: 'taskyard' });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = '2022-11-28';
    options.request.signal = AbortSignal.timeout(30_000);
  });
  octokit.hook.error('request', (error, { method, url }) => {
    const status = 'status' in error ? ` with ${error.status}` : '';
    throw new CliError(`GitHub answered ${method} ${url}${status}: ${error.message.slice(0, 300)}`);
  });
  return { octokit, repository: { owner, repo } };
}
