import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { FakeApi } from './fake-api.ts';
import { commentMarker } from './plan-comment.ts';

const commit = 'c0ffee'.padEnd(40, '0');
const pulls = 'GET /repos/acme/taskyard/pulls?state=open&head=stranger%3Afix%2Fa';
const comments = 'GET /repos/acme/taskyard/issues/7/comments?per_page=100';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-comment-'));
  mkdirSync(join(folder, 'plans'));
  writeFileSync(join(folder, 'plans/dev.md'), 'the plan of dev');
  writeFileSync(join(folder, 'plans/Dev; rm.md'), 'no stack has this name');
  const run = { head_sha: commit, head_branch: 'fix/a', head_repository: { owner: { login: 'stranger' } } };
  writeFileSync(join(folder, 'event.json'), JSON.stringify({ workflow_run: run }));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function comment(answers: Record<string, unknown>) {
  const github = await FakeApi.start(answers);
  const { exitCode } = await execa(process.execPath, ['tools/delivery/preview-comment.ts', join(folder, 'plans')], {
    cwd: repositoryRoot,
    reject: false,
    env: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: 'acme/taskyard',
      GITHUB_TOKEN: 'a token',
      GITHUB_EVENT_PATH: join(folder, 'event.json'),
    },
  });
  github.stop();
  return { exitCode, received: github.received };
}

it('comments on the pull request whose head commit the run had', async () => {
  const open = [
    { number: 6, head: { sha: 'another' } },
    { number: 7, head: { sha: commit } },
  ];
  const otherComment = { id: 1, body: `${commentMarker} not ours`, user: { login: 'stranger' } };
  const { exitCode, received } = await comment({ [pulls]: open, [comments]: [otherComment] });
  expect(exitCode).toBe(0);
  expect(received).toEqual([
    {
      call: 'POST /repos/acme/taskyard/issues/7/comments',
      body: { body: expect.stringContaining('the plan of dev') },
    },
  ]);
  expect(JSON.stringify(received)).not.toContain('no stack has this name');
});

it('updates its own comment in later runs', async () => {
  const own = { id: 42, body: `${commentMarker} before`, user: { login: 'github-actions[bot]' } };
  const { received } = await comment({ [pulls]: [{ number: 7, head: { sha: commit } }], [comments]: [own] });
  expect(received.map(({ call }) => call)).toEqual(['PATCH /repos/acme/taskyard/issues/comments/42']);
});

it('does not comment when a newer commit was pushed', async () => {
  const { exitCode, received } = await comment({ [pulls]: [{ number: 7, head: { sha: 'newer' } }] });
  expect({ exitCode, received }).toEqual({ exitCode: 0, received: [] });
});
