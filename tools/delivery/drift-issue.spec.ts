import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { FakeApi } from './fake-api.ts';

const issues = 'GET /repos/acme/taskyard/issues?state=open&labels=drift&per_page=100';
const issue = { number: 7, title: 'Drift: prod differs from its code' };

let report: string;
beforeEach(() => {
  report = join(mkdtempSync(join(tmpdir(), 'taskyard-drift-')), 'report.txt');
});
afterEach(() => rmSync(join(report, '..'), { recursive: true, force: true }));

async function updateIssue(answers: Record<string, unknown>) {
  const github = await FakeApi.start(answers);
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    ['tools/delivery/drift-issue.ts', 'prod', report],
    {
      cwd: repositoryRoot,
      reject: false,
      env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/taskyard', GITHUB_TOKEN: 'a token' },
    },
  );
  github.stop();
  return { exitCode, stdout, stderr, received: github.received };
}

it('opens an issue for the first drift of a stack', async () => {
  writeFileSync(report, '+ a change');
  const { exitCode, received } = await updateIssue({
    [issues]: [{ number: 6, title: 'Drift: dev differs from its code' }],
  });
  const body = { title: issue.title, body: expect.stringContaining('+ a change'), labels: ['drift'] };
  expect({ exitCode, received }).toEqual({
    exitCode: 0,
    received: [{ call: 'POST /repos/acme/taskyard/issues', body }],
  });
});

it('updates the issue while the drift goes on', async () => {
  writeFileSync(report, '+ another change');
  const { received } = await updateIssue({ [issues]: [issue] });
  const body = { body: expect.stringContaining('+ another change') };
  expect(received).toEqual([{ call: 'PATCH /repos/acme/taskyard/issues/7', body }]);
});

it('closes the issue when the drift is gone', async () => {
  writeFileSync(report, '');
  const { received } = await updateIssue({ [issues]: [issue] });
  const body = { state: 'closed', state_reason: 'completed' };
  expect(received).toEqual([{ call: 'PATCH /repos/acme/taskyard/issues/7', body }]);
});

it('does nothing without a report', async () => {
  const { exitCode, received } = await updateIssue({});
  expect({ exitCode, received }).toEqual({ exitCode: 0, received: [] });
});

it('names the request that GitHub refuses', async () => {
  writeFileSync(report, '');
  const { exitCode, stderr } = await updateIssue({ [issues]: FakeApi.forbidden });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^npm run drift:issue: GitHub answered GET .*issues.* with 403: .*not allowed/);
});
