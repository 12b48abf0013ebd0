import { expect, it } from 'vitest';
import { FakeApi } from '../delivery/fake-api.ts';
import { githubOf } from '../delivery/github.ts';
import { run } from '../shared/child-process.ts';
import { ensureEnvironments } from './github-environments.ts';

const repository = '/repos/acme/taskyard';
const environments = `${repository}/environments`;
const policies = (name: string) => `${environments}/${name}/deployment-branch-policies`;
const listed = (name: string) => `GET ${policies(name)}?per_page=100`;

/** A repository without environments, and two people. */
const empty = {
  [`GET ${repository}`]: { default_branch: 'main' },
  'GET /users/alice': { id: 7 },
  'GET /orgs/acme/teams/ops': { id: 9 },
  [`GET ${environments}/prod`]: FakeApi.notFound,
  [`GET ${environments}/prod-preview`]: FakeApi.notFound,
  [`GET ${environments}/prod-drift`]: FakeApi.notFound,
};

async function ensure(answers: Readonly<Record<string, unknown>>, stack = 'prod') {
  const api = await FakeApi.start(answers);
  const github = githubOf({ repository: 'acme/taskyard', token: 'a token', apiUrl: api.url });
  try {
    const lines = await ensureEnvironments(github, [stack], ['alice', 'acme/ops']);
    return { lines, received: api.received };
  } finally {
    api.stop();
  }
}

const both = [
  { type: 'User', id: 7 },
  { type: 'Team', id: 9 },
];
const onlyBranches = { protected_branches: false, custom_branch_policies: true };
const settings = { wait_timer: 0, prevent_self_review: false };

it('creates the environments of a stack, each with its rules', async () => {
  const { lines, received } = await ensure(empty);
  expect(received).toEqual([
    {
      call: `PUT ${environments}/prod`,
      body: { ...settings, reviewers: both, deployment_branch_policy: onlyBranches },
    },
    { call: `POST ${policies('prod')}`, body: { name: 'main' } },
    { call: `POST ${policies('prod')}`, body: { name: 'hotfix/*' } },
    {
      call: `PUT ${environments}/prod-preview`,
      body: { ...settings, reviewers: both, deployment_branch_policy: null },
    },
    {
      call: `PUT ${environments}/prod-drift`,
      body: { ...settings, reviewers: [], deployment_branch_policy: onlyBranches },
    },
    { call: `POST ${policies('prod-drift')}`, body: { name: 'main' } },
  ]);
  expect(lines).toEqual([
    'prod: approved by alice or acme/ops; main and hotfix/*',
    'prod-preview: approved by alice or acme/ops; every branch',
    'prod-drift: no approval; main',
  ]);
});

it('keeps the approvals of dev and the settings that it does not decide', async () => {
  const rules = [
    { id: 1, type: 'wait_timer', wait_timer: 30 },
    {
      id: 2,
      type: 'required_reviewers',
      prevent_self_review: true,
      reviewers: [{ type: 'User', reviewer: { id: 3, login: 'carol' } }],
    },
  ];
  const { received } = await ensure({ ...empty, [`GET ${environments}/dev`]: { protection_rules: rules } }, 'dev');
  expect(received[0]).toEqual({
    call: `PUT ${environments}/dev`,
    body: {
      wait_timer: 30,
      prevent_self_review: true,
      reviewers: [{ type: 'User', id: 3 }],
      deployment_branch_policy: onlyBranches,
    },
  });
});

it('removes approvals from drift, which would wait for ever, and branches that must not use it', async () => {
  const { received } = await ensure({
    ...empty,
    [listed('prod-drift')]: {
      branch_policies: [
        { id: 1, name: 'main' },
        { id: 2, name: '*' },
      ],
    },
  });
  const drift = received.filter(({ call }) => call.includes('prod-drift'));
  expect(drift.map(({ call }) => call)).toEqual([
    `PUT ${environments}/prod-drift`,
    `DELETE ${policies('prod-drift')}/2`,
  ]);
  expect(drift[0]?.body).toMatchObject({ reviewers: [] });
});

it('names the request that GitHub refuses', async () => {
  await expect(ensure({ ...empty, 'GET /users/alice': FakeApi.notFound })).rejects.toThrow(
    /GitHub answered GET .*\/users\/.* with 404/,
  );
});

it('asks for a token', async () => {
  const program = new URL('bootstrap.ts', import.meta.url).pathname;
  const { exitCode, stderr } = await run(
    process.execPath,
    [program, '--repository', 'acme/taskyard', '--reviewers', 'alice'],
    { environment: { GITHUB_TOKEN: undefined } },
  );
  expect(exitCode).toBe(1);
  expect(stderr).toContain('GITHUB_TOKEN is not set');
});
