/** The message about a finished run. */
export interface Notice {
  readonly title: string;
  readonly url: string;
}

interface FinishedRun {
  readonly name: string;
  readonly conclusion: string | null;
  readonly head_branch: string;
  readonly html_url: string;
}

/** @returns undefined for a run that needs no message */
export function noticeOf({ name, conclusion, head_branch, html_url }: FinishedRun): Notice | undefined {
  if (conclusion === 'failure' || conclusion === 'timed_out') {
    return { title: `${name} failed on ${head_branch}`, url: html_url };
  }
  if (name === 'delivery' && conclusion === 'success') return { title: `Delivered ${head_branch}`, url: html_url };
  return undefined;
}

/** For Slack's incoming webhooks, which require its three control characters to be escaped. */
export function slackMessage({ title, url }: Notice): unknown {
  const text = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return { text: `${text}\n${url}` };
}

/** For a Teams workflow's webhook: an Adaptive Card. */
export function teamsMessage({ title, url }: Notice): unknown {
  const content = {
    type: 'AdaptiveCard',
    version: '1.4',
    body: [{ type: 'TextBlock', text: title, weight: 'Bolder', wrap: true }],
    actions: [{ type: 'Action.OpenUrl', title: 'Open the run', url }],
  };
  return { type: 'message', attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] };
}

/** An RFC 5322 message. A line break in a branch's name would begin another header, so it is replaced. */
export function mailMessage({ title, url }: Notice, from: string, to: string): string {
  const subject = title.replace(/[^\x20-\x7e]/g, '?');
  return [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`, '', url, ''].join('\r\n');
}
