import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { repositoryRoot } from '../shared/environment.ts';

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly steps: readonly { readonly id?: string; readonly run?: string }[] }>
  >;
}

/** The script of one step, as GitHub's runner gets it. */
function scriptOf(workflow: string, job: string, step: string): string {
  const text = readFileSync(join(repositoryRoot, '.github/workflows', workflow), 'utf8');
  return (parse(text) as Workflow).jobs[job]?.steps.find(({ id }) => id === step)?.run ?? `no step ${step}; exit 2`;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-branch-'));
  writeFileSync(join(folder, 'cosign'), `#!/bin/sh\nprintf '%s\\n' "$@" >>"${join(folder, 'arguments')}"\n`);
  chmodSync(join(folder, 'cosign'), 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function runStep(script: string, env: Readonly<Record<string, string>>) {
  return execa('bash', ['-e', '-c', script], { env, reject: false, preferLocal: true, localDir: folder });
}

describe('a delivery', () => {
  it.each([
    ['refs/heads/main', 0],
    ['refs/heads/hotfix/login', 0],
    ['refs/heads/feature', 1],
    ['refs/heads/main-2', 1],
    ['refs/heads/x/hotfix/y', 1],
    ['refs/tags/v1.0.0', 1],
  ])('of %s ends with %i', async (ref, expected) => {
    const { exitCode } = await runStep(scriptOf('delivery.yml', 'branch', 'branch'), {
      GITHUB_REF: ref,
      DEFAULT_BRANCH: 'main',
    });
    expect(exitCode).toBe(expected);
  });

  it('verifies that both images were signed by the images workflow of its own branch', async () => {
    const { exitCode } = await runStep(scriptOf('deploy.yml', 'deploy', 'verify'), {
      PATH: `${folder}:/usr/bin:/bin`,
      GITHUB_REPOSITORY: 'acme/taskyard',
      GITHUB_REF: 'refs/heads/hotfix/login',
      BACKEND: 'ghcr.io/acme/taskyard/backend@sha256:1',
      WEB: 'ghcr.io/acme/taskyard/web@sha256:2',
    });
    expect(exitCode).toBe(0);
    const given = readFileSync(join(folder, 'arguments'), 'utf8').split('\n');
    const valuesOf = (option: string) => given.filter((_, index) => given[index - 1] === option);
    expect(valuesOf('verify')).toEqual([
      'ghcr.io/acme/taskyard/backend@sha256:1',
      'ghcr.io/acme/taskyard/web@sha256:2',
    ]);
    const identity = 'https://github.com/acme/taskyard/.github/workflows/images.yml@refs/heads/hotfix/login';
    expect(valuesOf('--certificate-identity')).toEqual([identity, identity]);
    expect(valuesOf('--certificate-github-workflow-name')).toEqual(['delivery', 'delivery']);
    expect(valuesOf('--certificate-github-workflow-ref')).toEqual(Array(2).fill('refs/heads/hotfix/login'));
    expect(given.filter((one) => one.includes('regexp'))).toEqual([]);
  });
});
