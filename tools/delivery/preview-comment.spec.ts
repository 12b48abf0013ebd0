import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { StandIn } from './fake-api.ts';
import { MARKER } from './plan-comment.ts';

const commit = 'c0ffee'.padEnd(40, '0');
const pulls = 'GET /repos/acme/taskyard/pulls?state=open&head=stranger%3Afix%2Fa';
const comments = 'GET /repos/acme/taskyard/issues/7/comments?per_page=100&page=1';

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
  const github = await StandIn.start(answers);
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

it('the first run comments on the pull request whose head the run had', async () => {
  const open = [
    { number: 6, head: { sha: 'another' } },
    { number: 7, head: { sha: commit } },
  ];
  const strangers = { id: 1, body: `${MARKER} not ours`, user: { login: 'stranger' } };
  const { exitCode, received } = await comment({ [pulls]: open, [comments]: [strangers] });
  expect(exitCode).toBe(0);
  expect(received).toEqual([
    {
      call: 'POST /repos/acme/taskyard/issues/7/comments',
      body: { body: expect.stringContaining('the plan of dev') },
    },
  ]);
  expect(JSON.stringify(received)).not.toContain('no stack has this name');
});

it('later runs bring the same comment up to date', async () => {
  const own = { id: 42, body: `${MARKER} before`, user: { login: 'github-actions[bot]' } };
  const { received } = await comment({ [pulls]: [{ number: 7, head: { sha: commit } }], [comments]: [own] });
  expect(received.map(({ call }) => call)).toEqual(['PATCH /repos/acme/taskyard/issues/comments/42']);
});

it('a run that a newer push has overtaken says nothing', async () => {
  const { exitCode, received } = await comment({ [pulls]: [{ number: 7, head: { sha: 'newer' } }] });
  expect({ exitCode, received }).toEqual({ exitCode: 0, received: [] });
});
