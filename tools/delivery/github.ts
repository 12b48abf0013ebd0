import { CliError } from '../shared/cli-error.ts';
import { readJobEnvironment } from './environment.ts';

/** The REST API of the repository the job belongs to, with the job's own token and nothing more than it may do. */
export class GitHub {
  private readonly baseUrl: string;
  private readonly token: string;

  private constructor(baseUrl: string, token: string) {
    this.baseUrl = baseUrl;
    this.token = token;
  }

  /** @throws CliError where GITHUB_REPOSITORY or GITHUB_TOKEN is not set */
  static ofThisJob(): GitHub {
    const { apiUrl, repository, token } = readJobEnvironment();
    if (repository === undefined || token === undefined) {
      throw new CliError('GITHUB_REPOSITORY and GITHUB_TOKEN have to be set: this runs in GitHub Actions.');
    }
    return new GitHub(`${apiUrl}/repos/${repository}`, token);
  }

  /** @param path below the repository, such as `issues?state=open`; parts from outside have to be encoded */
  async get<Answer>(path: string): Promise<Answer> {
    return (await this.send('GET', path)) as Answer;
  }

  async post(path: string, body: unknown): Promise<void> {
    await this.send('POST', path, body);
  }

  async patch(path: string, body: unknown): Promise<void> {
    await this.send('PATCH', path, body);
  }

  private async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(`${this.baseUrl}/${path}`, {
      method,
      headers: {
        Accept: 'application/vnd.github+json',
        Authorization: `Bearer ${this.token}`,
        'X-GitHub-Api-Version': '2022-11-28',
      },
      signal: AbortSignal.timeout(30_000),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new CliError(`GitHub answered ${method} ${path} with ${answer.status}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
