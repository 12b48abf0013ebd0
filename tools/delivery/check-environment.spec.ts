import { execa } from 'execa';
import { expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { FakeApi } from './fake-api.ts';

const path = 'GET /repos/acme/taskyard/environments/prod-preview';
const reviewer = { type: 'User', reviewer: { id: 7, login: 'alice' } };

async function check(answer: unknown) {
  const github = await FakeApi.start({ [path]: answer });
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    ['tools/delivery/check-environment.ts', 'prod-preview'],
    {
      cwd: repositoryRoot,
      reject: false,
      env: { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/taskyard', GITHUB_TOKEN: 'a token' },
    },
  );
  github.stop();
  return { exitCode, stdout, stderr };
}

it('accepts an environment whose jobs need an approval', async () => {
  const rules = [{ id: 1, type: 'required_reviewers', reviewers: [reviewer] }];
  expect(await check({ protection_rules: rules })).toMatchObject({ exitCode: 0 });
});

it.each([
  ['has no rules', { protection_rules: [] }],
  ['only waits', { protection_rules: [{ id: 1, type: 'wait_timer', wait_timer: 30 }] }],
  ['has a rule without reviewers', { protection_rules: [{ id: 1, type: 'required_reviewers', reviewers: [] }] }],
  ['does not exist', FakeApi.notFound],
])('refuses an environment that %s, and says how to protect it', async (_, answer) => {
  const { exitCode, stderr } = await check(answer);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('the environment prod-preview has no required reviewers');
  expect(stderr).toContain('npm run bootstrap -- --repository acme/taskyard --reviewers');
});

it('fails when it may not ask', async () => {
  const { exitCode, stderr } = await check(FakeApi.forbidden);
  expect(exitCode).toBe(1);
  expect(stderr).toContain('with 403');
});
