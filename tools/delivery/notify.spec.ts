import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { expect, it, onTestFinished } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { FakeApi } from './fake-api.ts';

async function notify(env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-notify-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const event = join(folder, 'event.json');
  const run = { name: 'drift', conclusion: 'failure', head_branch: 'main', html_url: 'https://example.com/run/1' };
  writeFileSync(event, JSON.stringify({ workflow_run: run }));
  return execa(process.execPath, ['tools/delivery/notify.ts'], {
    cwd: repositoryRoot,
    reject: false,
    env: { GITHUB_EVENT_PATH: event, ...env },
  });
}

/** The part of RFC 5321 that one message needs. */
async function mailServer(): Promise<{ url: string; lines: string[] }> {
  const lines: string[] = [];
  const server = createServer((socket) => {
    socket.write('220 here\r\n');
    let inMessage = false;
    createInterface({ input: socket }).on('line', (line) => {
      lines.push(line);
      if (inMessage && line !== '.') return;
      inMessage = line === 'DATA';
      socket.write(inMessage ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, lines };
}

it('sends a failure to Slack and Teams when their webhooks are configured', async () => {
  const hooks = await FakeApi.start();
  onTestFinished(() => hooks.stop());
  const { exitCode, stdout } = await notify({
    SLACK_WEBHOOK_URL: `${hooks.url}/slack`,
    TEAMS_WEBHOOK_URL: `${hooks.url}/teams`,
  });
  expect(exitCode).toBe(0);
  expect(stdout).toBe('Sent by Slack: drift failed on main\nSent by Teams: drift failed on main');
  expect(hooks.received).toEqual([
    { call: 'POST /slack', body: { text: 'drift failed on main\nhttps://example.com/run/1' } },
    { call: 'POST /teams', body: expect.objectContaining({ type: 'message' }) },
  ]);
});

it('sends a failure by email over SMTP', async () => {
  const { url, lines } = await mailServer();
  const { exitCode } = await notify({ SMTP_URL: url, NOTICE_FROM: 'ci@example.com', NOTICE_TO: 'us@example.com' });
  expect(exitCode).toBe(0);
  expect(lines).toContain('MAIL FROM:<ci@example.com>');
  expect(lines).toContain('RCPT TO:<us@example.com>');
  expect(lines).toContain('Subject: drift failed on main');
  expect(lines).toContain('https://example.com/run/1');
});

it('prints the message and exits with 0 when no channel is configured', async () => {
  const { exitCode, stdout } = await notify({});
  expect({ exitCode, stdout }).toEqual({
    exitCode: 0,
    stdout: 'No channel is configured. The message is: drift failed on main',
  });
});
