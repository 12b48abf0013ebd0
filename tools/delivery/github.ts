import { Octokit } from '@octokit/core';
import { paginateRest } from '@octokit/plugin-paginate-rest';
import { CliError } from '../shared/cli-error.ts';
import { readJobEnvironment } from './environment.ts';

const PaginatingOctokit = Octokit.plugin(paginateRest);

/** GitHub's REST API with a token, and one repository. */
export interface GitHub {
  readonly octokit: InstanceType<typeof PaginatingOctokit>;
  readonly repository: { readonly owner: string; readonly repo: string };
}

/**
 * The repository that the job belongs to, with the job's own token.
 * @throws CliError when GITHUB_REPOSITORY or GITHUB_TOKEN is not set
 */
export function githubOfThisJob(): GitHub {
  const { apiUrl, repository, token } = readJobEnvironment();
  if (repository === undefined || token === undefined) {
    throw new CliError('GITHUB_REPOSITORY and GITHUB_TOKEN are not set: this command runs in GitHub Actions.');
  }
  return githubOf({ repository, token, apiUrl });
}

/**
 * A failed request throws a CliError that names the request and GitHub's reason.
 * @param access `repository` is `owner/name`
 */
export function githubOf(access: { repository: string; token: string; apiUrl: string }): GitHub {
  const { token, apiUrl } = access;
  const [owner = '', repo = ''] = access.repository.split('/');
  const octokit = new PaginatingOctokit({ auth: token, baseUrl: apiUrl, userAgent: 'taskyard' });
  octokit.hook.before('request', (options) => {
    options.headers['x-github-api-version'] = '2022-11-28';
    options.request.signal = AbortSignal.timeout(30_000);
  });
  octokit.hook.error('request', (error, { method, url }) => {
    const status = 'status' in error ? ` with ${error.status}` : '';
    throw new CliError(`GitHub answered ${method} ${url}${status}: ${error.message.slice(0, 300)}`, { cause: error });
  });
  return { octokit, repository: { owner, repo } };
}

/** Whether GitHub answered a request with 404. */
export function isNotFound(error: unknown): boolean {
  const cause: unknown = error instanceof CliError ? error.cause : undefined;
  return cause instanceof Error && 'status' in cause && cause.status === 404;
}
