import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa, execaSync } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { FakeApi } from './fake-api.ts';

const repo = '/repos/acme/taskyard';
const made = { [`POST ${repo}/git/trees`]: { sha: 'tree' }, [`POST ${repo}/git/commits`]: { sha: 'commit' } };
const refs = `GET ${repo}/git/matching-refs/heads%2Fbump`;
const pulls = `GET ${repo}/pulls?state=open&head=acme%3Abump&base=main`;
const head = execaSync('git', ['rev-parse', 'HEAD'], { cwd: repositoryRoot }).stdout;

/** An untracked file of the repository: a change that no commit of a developer can contain. */
let proposed: string;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-propose-'));
  writeFileSync(join(folder, 'body.md'), 'A table.\n');
  proposed = `docs/proposed-${process.pid}.md`;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(repositoryRoot, proposed), { force: true });
});

async function propose(answers: Record<string, unknown>) {
  const github = await FakeApi.start({ ...made, [refs]: [], [pulls]: [], ...answers });
  const options = ['--branch', 'bump', '--title', 'chore: bump', '--body', join(folder, 'body.md')];
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    ['tools/delivery/propose-change.ts', ...options, proposed],
    {
      cwd: repositoryRoot,
      reject: false,
      env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/taskyard', GITHUB_TOKEN: 'a token' },
    },
  );
  github.stop();
  return { exitCode, stdout, stderr, received: github.received };
}

it('does nothing when the files have not changed', async () => {
  expect(await propose({})).toMatchObject({ exitCode: 0, stdout: 'Nothing has changed.', received: [] });
});

it('opens a pull request with the changed files in one commit', async () => {
  writeFileSync(join(repositoryRoot, proposed), 'new\n');
  const { exitCode, received } = await propose({});
  expect(exitCode).toBe(0);
  expect(received).toEqual([
    {
      call: `POST ${repo}/git/trees`,
      body: {
        base_tree: expect.stringMatching(/^[0-9a-f]{40}$/),
        tree: [{ path: proposed, content: 'new\n', mode: '100644', type: 'blob' }],
      },
    },
    { call: `POST ${repo}/git/commits`, body: { message: 'chore: bump', tree: 'tree', parents: [head] } },
    { call: `POST ${repo}/git/refs`, body: { ref: 'refs/heads/bump', sha: 'commit' } },
    {
      call: `POST ${repo}/pulls`,
      body: {
        title: 'chore: bump',
        head: 'bump',
        base: 'main',
        body: expect.stringMatching(/^A table\.\n\nThis branch/),
      },
    },
  ]);
});

it('updates the branch and the pull request of the last run', async () => {
  writeFileSync(join(repositoryRoot, proposed), 'newer\n');
  const { stdout, received } = await propose({ [refs]: [{ ref: 'refs/heads/bump' }], [pulls]: [{ number: 7 }] });
  expect(stdout).toBe('Pull request 7 was updated.');
  expect(received.slice(2).map(({ call }) => call)).toEqual([
    `PATCH ${repo}/git/refs/heads%2Fbump`,
    `PATCH ${repo}/pulls/7`,
  ]);
  expect(received[2]?.body).toEqual({ sha: 'commit', force: true });
});

it('names the request that GitHub refuses', async () => {
  writeFileSync(join(repositoryRoot, proposed), 'new\n');
  const { exitCode, stderr } = await propose({ [`POST ${repo}/pulls`]: FakeApi.forbidden });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^npm run propose: GitHub answered POST .*pulls.* with 403/);
});
