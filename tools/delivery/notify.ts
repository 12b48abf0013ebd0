import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError } from '../shared/cli-error.ts';
import { runCommand } from '../shared/command.ts';
import { type JobEnvironment, readEvent, readJobEnvironment } from './environment.ts';
import { mailMessage, type Notice, noticeOf, slackMessage, teamsMessage } from './notice.ts';

/** `npm run notify`: reports by Slack, Teams and email how a workflow ended; each needs its secrets. */
await runCommand({ name: 'notify' }, async () => {
  const { workflow_run: run } = readEvent() as { workflow_run: Parameters<typeof noticeOf>[0] };
  const notice = noticeOf(run);
  if (notice === undefined) {
    console.log('This run needs no notification.');
    return 0;
  }
  const job = readJobEnvironment();
  const channels = channelsOf(job, notice);
  for (const [name, send] of Object.entries(channels)) {
    await send();
    console.log(`Sent by ${name}: ${notice.title}`);
  }
  if (Object.keys(channels).length === 0) console.log(`No channel is configured. The message is: ${notice.title}`);
  return 0;
});

function channelsOf(
  { slackWebhook, teamsWebhook, smtp }: JobEnvironment,
  notice: Notice,
): Record<string, () => Promise<void>> {
  return {
    ...(slackWebhook !== undefined && { Slack: () => post(slackWebhook, slackMessage(notice)) }),
    ...(teamsWebhook !== undefined && { Teams: () => post(teamsWebhook, teamsMessage(notice)) }),
    ...(smtp !== undefined && { email: () => mail(smtp, notice) }),
  };
}

async function post(url: string, body: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  // The URL is the secret: it must not be in the message.
  if (!answer.ok) throw new CliError(`a webhook answered ${answer.status}.`);
}

/** curl supports SMTP and is on every runner. Its settings go to stdin: other users can read command lines. */
async function mail({ url, from, to }: NonNullable<JobEnvironment['smtp']>, notice: Notice): Promise<void> {
  const { username, password, protocol, host } = new URL(url);
  const quoted = (value: string) =>
    `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\r', '\\r').replaceAll('\n', '\\n')}"`;
  const settings = [
    `url = ${quoted(`${protocol}//${host}`)}`,
    ...(username === '' ? [] : [`user = ${quoted(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`)}`]),
    `mail-from = ${quoted(from)}`,
    `mail-rcpt = ${quoted(to)}`,
  ];
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-notice-'));
  try {
    const file = join(folder, 'message');
    writeFileSync(file, mailMessage(notice, from, to));
    const args = ['--silent', '--show-error', '--max-time', '30', '--config', '-', '--upload-file', file];
    const curl = spawn('curl', args, { stdio: ['pipe', 'inherit', 'inherit'] });
    curl.stdin.end(`${settings.join('\n')}\n`);
    const [exitCode] = await once(curl, 'close');
    if (exitCode !== 0) throw new CliError(`the email could not be sent: curl exited with ${exitCode}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
