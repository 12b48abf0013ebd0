import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';

import { readStackFile, recordStack, settingsOf, stackNames } from '../recorder/recorder.ts';
import { type RenderedTree, renderTree } from '../render/render-tree.ts';
import { eventually } from '../shared/eventually.ts';
import type { ApiObject } from './control-plane/api-object.ts';
import { ControlPlane } from './control-plane/control-plane.ts';
import { installDefinitions } from './control-plane/definitions.ts';
import { fakeNodes, fakeVolumes } from './prerequisites.ts';
import { rollOut } from './rollout.ts';
import type { StackObject } from './stack-objects.ts';
import { kubeconform } from './validators/kubeconform.ts';
import { writeSchemas } from './validators/schemas.ts';

describe.each(stackNames)('the rendered manifests of %s', (stack) => {
  let plane: ControlPlane;
  let folder: string;
  let tree: RenderedTree;

  beforeAll(async () => {
    tree = renderTree(stack, await recordStack(stack), settingsOf(await readStackFile(stack)));
    folder = await mkdtemp(join(tmpdir(), 'taskyard-rendered-'));
    plane = await ControlPlane.start();
    await installDefinitions(plane.client);
  });

  afterAll(async () => {
    await plane?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are valid for kubeconform with the schemas of the API server', async () => {
    const files = manifestFiles(tree);
    const file = join(folder, 'all.yaml');
    await writeFile(file, files.map(({ text }) => text).join('---\n'));
    expect(files).not.toHaveLength(0);
    // The server publishes the schema of a definition shortly after it has accepted the definition.
    await eventually(30, async () => {
      await writeSchemas(plane.client, join(folder, 'schemas'));
      expect(await kubeconform(file, join(folder, 'schemas'))).toEqual({ checked: files.length, errors: [] });
    });
  });

  it('are all accepted wave by wave, each after all earlier waves and their Jobs are done', async () => {
    const objects = inWaves(tree);
    const manifests = objects.map(({ object }) => object);
    for (const object of [...fakeNodes(), ...fakeVolumes(manifests)]) await plane.client.apply(object);
    const result = await rollOut(plane.client, objects);
    expect(result).toMatchObject({ refused: [], failed: [], skipped: [] });
    expect(result.done.size).toBe(objects.length);
  });
});

function manifestFiles({ files }: RenderedTree) {
  return files.filter(({ path }) => /^(app|platform)\/wave-/.test(path) && !path.endsWith('kustomization.yaml'));
}

/** The platform first, as Pulumi creates it, then the app. A wave waits for all earlier waves. */
function inWaves(tree: RenderedTree): StackObject[] {
  const waveOf = (path: string) =>
    path
      .replace(/^platform/, '0')
      .replace(/^app/, '1')
      .split('/')
      .slice(0, 2)
      .join('/');
  const files = manifestFiles(tree).map(({ path, text }) => ({ path, text, wave: waveOf(path) }));
  return files.map(({ path, text, wave }) => ({
    urn: path,
    object: parse(text) as ApiObject,
    after: files.filter((other) => other.wave < wave).map((other) => other.path),
  }));
}
