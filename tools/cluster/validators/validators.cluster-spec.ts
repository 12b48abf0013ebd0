import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { stackNames } from '../../recorder/recorder.ts';
import { ControlPlane } from '../control-plane/control-plane.ts';
import { installDefinitions } from '../control-plane/definitions.ts';
import { stackObjects } from '../stack-objects.ts';
import { isExcepted, unusedExceptions } from './exceptions.ts';
import { type Finding, kubeScore } from './kube-score.ts';
import { kubeconform } from './kubeconform.ts';
import { writeSchemas } from './schemas.ts';

let folder: string;
const schemas = () => join(folder, 'schemas');
const rendered = (stack: string) => join(folder, `${stack}.yaml`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taskyard-validators-'));
  for (const stack of stackNames) {
    const documents = (await stackObjects(stack)).map(({ object }) => stringify(object));
    await writeFile(rendered(stack), documents.join('---\n'));
  }
  const plane = await ControlPlane.start();
  try {
    await installDefinitions(plane.client);
    await writeSchemas(plane.client, schemas());
  } finally {
    await plane.stop();
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('kubeconform, with the schemas of the API server', () => {
  it.each(stackNames)('finds nothing in %s', async (stack) => {
    const { checked, errors } = await kubeconform(rendered(stack), schemas());
    expect(errors).toEqual([]);
    expect(checked).toBe((await stackObjects(stack)).length);
  });

  it('finds a misspelt field and an unknown kind', async () => {
    const file = join(folder, 'wrong.yaml');
    const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'wrong' }, spec: { selektor: {} } };
    const unknown = { apiVersion: 'example.com/v1', kind: 'Unknown', metadata: { name: 'unknown' } };
    await writeFile(file, [service, unknown].map((object) => stringify(object)).join('---\n'));
    const { errors } = await kubeconform(file, schemas());
    expect(errors.sort()).toEqual([
      expect.stringContaining('Service wrong: statusInvalid'),
      expect.stringContaining('Unknown unknown: statusError'),
    ]);
  });
});

describe('kube-score', () => {
  const findings = new Map<string, Finding[]>();

  it.each(stackNames)('finds only exceptions in %s', async (stack) => {
    const found = await kubeScore(rendered(stack));
    findings.set(stack, found);
    expect(found.filter((finding) => !isExcepted(finding, stack))).toEqual([]);
  });

  it('matches every exception', () => {
    expect(unusedExceptions(findings)).toEqual([]);
  });
});
