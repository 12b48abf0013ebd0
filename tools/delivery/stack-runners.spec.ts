import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { repositoryRoot } from '../shared/environment.ts';
import { readRunners, runnerOf } from './stack-runners.ts';

describe('the runners of stacks', () => {
  it('come from the configuration', async () => {
    expect(await readRunners()).toEqual([
      { stack: 'dev', runner: 'taskyard-dev' },
      { stack: 'staging', runner: 'taskyard-staging' },
      { stack: 'prod', runner: 'taskyard-prod' },
    ]);
  });

  it('are refused for a stack without CI', async () => {
    expect(() => runnerOf('local', [{ stack: 'dev', runner: 'taskyard-dev' }])).toThrow(
      'local has no ci.runner in Pulumi.local.yaml. Stacks that have one: dev.',
    );
  });

  it('are printed as a matrix, and for one stack', async () => {
    const args = ['tools/delivery/runners.ts', 'prod'];
    const { stdout } = await execa(process.execPath, args, { cwd: repositoryRoot });
    expect(stdout).toBe(`stacks=${JSON.stringify(await readRunners())}\nrunner=taskyard-prod`);
  });
});
