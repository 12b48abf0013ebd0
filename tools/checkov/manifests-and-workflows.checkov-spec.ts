import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { readStackFile, recordStack, settingsOf, stackNames } from '../recorder/recorder.ts';
import { writeTree } from '../render/output-folder.ts';
import { renderTree } from '../render/render-tree.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { checkov, type Finding, installCheckov } from './checkov.ts';
import { isExcepted, type Subject, unusedExceptions } from './exceptions.ts';

let program: string;
let folder: string;

beforeAll(async () => {
  program = await installCheckov();
  folder = await mkdtemp(join(tmpdir(), 'taskyard-checkov-'));
  for (const stack of stackNames) {
    // As `npm run render` writes them.
    const recorded = await recordStack(stack, { delivery: 'pulumi' });
    await writeTree(join(folder, stack), renderTree(stack, recorded, settingsOf(await readStackFile(stack))).files);
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('checkov', () => {
  const findings = new Map<Subject, readonly Finding[]>();
  const examine = async (subject: Subject, report: ReturnType<typeof checkov>) => {
    const { findings: found, checked } = await report;
    findings.set(subject, found);
    expect(found.filter((finding) => !isExcepted(finding, subject))).toEqual([]);
    return checked;
  };

  it.each(stackNames)('finds only exceptions in the manifests of %s', async (stack) => {
    expect(await examine(stack, checkov(program, 'kubernetes', join(folder, stack)))).toBeGreaterThan(500);
  });

  it('finds only exceptions in the workflows', async () => {
    expect(
      await examine('workflows', checkov(program, 'github_actions', join(repositoryRoot, '.github'))),
    ).toBeGreaterThan(100);
  });

  it('matches every exception', () => {
    expect(unusedExceptions(findings)).toEqual([]);
  });

  it('finds a privileged container', async () => {
    const container = { name: 'web', image: 'web:1', securityContext: { privileged: true } };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'wrong' }, spec: { containers: [container] } };
    const { findings: found } = await checkov(program, 'kubernetes', await folderWith('pod.yaml', stringify(pod)));
    expect(found).toContainEqual({
      check: 'CKV_K8S_16',
      object: 'Pod.default.wrong',
      message: 'Container should not be privileged (/pod.yaml)',
    });
  });

  it('finds a workflow whose token may write everything', async () => {
    const job = { 'runs-on': 'ubuntu-24.04', steps: [{ run: 'true' }] };
    const workflow = { name: 'wrong', on: 'push', permissions: 'write-all', jobs: { build: job } };
    const file = '.github/workflows/wrong.yml';
    const { findings: found } = await checkov(program, 'github_actions', await folderWith(file, stringify(workflow)));
    expect(found.map(({ check }) => check)).toContain('CKV2_GHA_1');
  });
});

async function folderWith(path: string, text: string): Promise<string> {
  const parent = await mkdtemp(join(folder, 'wrong-'));
  await mkdir(join(parent, path, '..'), { recursive: true });
  await writeFile(join(parent, path), text);
  return parent;
}
