import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readStackFile, recordStack, settingsOf } from '../recorder/recorder.ts';
import { changeSince, RevisionError, recordingIn, unpack } from './revision.ts';
import { planOf } from './stack-plan.ts';

describe('a comparison with a Git revision', () => {
  let now: Parameters<typeof changeSince>[2];
  let folder: string;
  beforeAll(async () => {
    const settings = settingsOf(await readStackFile('local'));
    const recorded = await recordStack('local');
    const plan = planOf('local', recorded, settings);
    now = { settings, recorded, plan, recordAgain: (replaced) => recordStack('local', {}, { replaced }) };
  });
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'taskyard-revision-')));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('runs the program of that revision, with its own contracts and the packages of this checkout', async () => {
    await unpack('HEAD', folder);
    const modules = join(folder, 'node_modules');
    expect(await realpath(join(modules, '@taskyard/contracts'))).toBe(join(folder, 'contracts'));
    expect(await realpath(join(modules, 'zod'))).not.toContain(folder);
    const { recorded } = await recordingIn(folder, 'HEAD', 'local', now.settings);
    const deployments = recorded.filter(({ type }) => type === 'kubernetes:apps/v1:Deployment');
    expect(deployments.map(({ name }) => name).sort()).toEqual(['auth', 'tasks', 'web']);
  });

  it('names the revision and its commit', async () => {
    const { since, afterUsd } = await changeSince('HEAD', 'local', now);
    expect(since).toMatch(/^HEAD \([0-9a-f]{8}\)/);
    expect(afterUsd).toBe(now.plan.monthlyUsd);
  });

  it('explains that a revision without the recorder is too old', async () => {
    const recording = recordingIn(folder, 'v0', 'local', now.settings);
    await expect(recording).rejects.toThrow(RevisionError);
    await expect(recording).rejects.toThrow(/revision v0 cannot be compared: .* older than the move .* to tools\//);
  });

  it('explains that Git does not know a revision', async () => {
    await expect(changeSince('no-such-revision', 'local', now)).rejects.toThrow(RevisionError);
  });
});
