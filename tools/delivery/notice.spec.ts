import { expect, it } from 'vitest';
import { mailMessage, noticeOf, slackMessage, teamsMessage } from './notice.ts';

const run = { name: 'delivery', head_branch: 'main', html_url: 'https://example.com/run/1' };

it.each([
  ['delivery', 'success', 'Delivered main'],
  ['delivery', 'failure', 'delivery failed on main'],
  ['drift', 'timed_out', 'drift failed on main'],
  ['drift', 'success', undefined],
  ['ci', 'cancelled', undefined],
])('a run of %s with the conclusion %s gives the title %s', (name, conclusion, title) => {
  expect(noticeOf({ ...run, name, conclusion })?.title).toBe(title);
});

it('does not let a branch name add markup, headers or links', () => {
  const notice = { title: 'ci failed on <!channel>\r\nBcc: x@example.com', url: run.html_url };
  expect(JSON.stringify(slackMessage(notice))).toContain('&lt;!channel&gt;');
  expect(mailMessage(notice, 'ci@example.com', 'us@example.com').split('\r\n')).toEqual([
    'From: ci@example.com',
    'To: us@example.com',
    'Subject: ci failed on <!channel>??Bcc: x@example.com',
    '',
    'https://example.com/run/1',
    '',
  ]);
  expect(JSON.stringify(teamsMessage(notice))).toContain('"url":"https://example.com/run/1"');
});
