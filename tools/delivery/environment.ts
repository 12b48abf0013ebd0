import { readFileSync } from 'node:fs';
import { CliError } from '../shared/cli-error.ts';

/** The environment of a job in GitHub Actions. Outside of one, each is unset. */
export interface JobEnvironment {
  /** Of github.com, or of a GitHub Enterprise server. */
  readonly apiUrl: string;
  readonly repository: string | undefined;
  readonly token: string | undefined;
  /** The job's outputs, `name=value` lines, are appended to this file. */
  readonly outputFile: string | undefined;
  readonly slackWebhook: string | undefined;
  readonly teamsWebhook: string | undefined;
  /** `smtps://user:password@host:port`, the sender and the recipient. */
  readonly smtp: { readonly url: string; readonly from: string; readonly to: string } | undefined;
}

export function readJobEnvironment(): JobEnvironment {
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN, GITHUB_OUTPUT } = process.env;
  const { SLACK_WEBHOOK_URL, TEAMS_WEBHOOK_URL, SMTP_URL, NOTICE_FROM, NOTICE_TO } = process.env;
  const [url, from, to] = [SMTP_URL, NOTICE_FROM, NOTICE_TO].map(given);
  return {
    apiUrl: given(GITHUB_API_URL) ?? 'https://api.github.com',
    repository: given(GITHUB_REPOSITORY),
    token: given(GITHUB_TOKEN),
    outputFile: given(GITHUB_OUTPUT),
    slackWebhook: given(SLACK_WEBHOOK_URL),
    teamsWebhook: given(TEAMS_WEBHOOK_URL),
    smtp: url === undefined || from === undefined || to === undefined ? undefined : { url, from, to },
  };
}

/**
 * The event that started the job, as GitHub recorded it.
 * @throws CliError outside of GitHub Actions
 */
export function readEvent(): unknown {
  const path = given(process.env.GITHUB_EVENT_PATH);
  if (path === undefined) throw new CliError('GITHUB_EVENT_PATH is not set: this runs in GitHub Actions only.');
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** GitHub passes a secret that does not exist as an empty string. */
function given(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
