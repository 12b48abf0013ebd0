import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { RecordedResource } from '../recorder/recorded-resource.ts';
import { type ConfigValues, readStackFile, recordStack, settingsOf, stackNames } from '../recorder/recorder.ts';
import { knownOutputs, readCloudValues } from './cloud-values.ts';
import { writeTree } from './output-folder.ts';
import { type RenderedTree, renderTree } from './render-tree.ts';

const manifests = { repository: 'https://git.example.com/manifests', revision: 'main', path: 'stacks/prod' };

async function rendered(stack: (typeof stackNames)[number], values: ConfigValues = {}): Promise<RenderedTree> {
  return renderTree(stack, await recordStack(stack), settingsOf({ ...(await readStackFile(stack)), ...values }));
}

function read(tree: RenderedTree, path: string): { readonly resources?: readonly string[] } {
  return parse(tree.files.find((file) => file.path === path)?.text ?? '{}');
}

describe.each(stackNames)('the manifests of %s', (stack) => {
  let tree: RenderedTree;
  beforeAll(async () => {
    tree = await rendered(stack);
  });

  it('are the same bytes every time', async () => {
    expect(await rendered(stack)).toEqual(tree);
  });

  it('contain no Secret and no value of one', () => {
    const text = tree.files.map((file) => file.text).join('\n');
    expect(text).not.toMatch(/^kind: Secret$/m);
    expect(text).not.toMatch(/mock-|PRIVATE KEY/);
  });

  it('are listed by the kustomizations, each once', () => {
    const kustomizations = tree.files.filter((file) => file.path.endsWith('/kustomization.yaml'));
    expect(kustomizations.map(({ path }) => path)).toContain('app/wave-00/kustomization.yaml');
    for (const { path, text } of kustomizations) {
      const folder = path.replace(/kustomization\.yaml$/, '');
      const below = tree.files.filter((file) => file.path.startsWith(folder) && file.path !== path);
      const next = new Set(below.map((file) => file.path.slice(folder.length).split('/')[0]));
      expect(parse(text).resources).toEqual([...next].sort());
    }
  });

  it('migrate the schema before pods start, and create Deployments before their autoscalers', () => {
    const order = ['job.migrate-', 'deployment.tasks', 'horizontalpodautoscaler.tasks'].map((name) => {
      return tree.files.find(({ path }) => path.startsWith('app/') && path.includes(name))?.path.split('/')[1] ?? '';
    });
    expect(order).toEqual(order.toSorted());
    expect(new Set(order).size).toBe(3);
  });
});

describe('a tree', () => {
  let recorded: RecordedResource[];
  beforeAll(async () => {
    recorded = await recordStack('prod');
  });

  it('leaves namespaces, operators, secret stores and the Ingress to Pulumi', async () => {
    const app = (await rendered('prod')).files.filter(({ path }) => path.startsWith('app/')).map(({ path }) => path);
    expect(app.length).toBeGreaterThan(30);
    expect(app.filter((path) => /namespace\.|secretstore|ingress\.|nodepool|storageclass/.test(path))).toEqual([]);
  });

  it('refuses to render values that the program marks as secret', async () => {
    const settings = settingsOf(await readStackFile('prod'));
    const [first, ...rest] = recorded.filter(({ type }) => type.endsWith(':ConfigMap'));
    const withSecret = first ? [{ ...first, secretInputs: ['data'] }, ...rest] : [];
    expect(() => renderTree('prod', withSecret, settings)).toThrow(/must hold no secret/);
  });

  it('takes the address of the database from the outputs of the stack', async () => {
    const settings = settingsOf(await readStackFile('prod'));
    const known = readCloudValues(JSON.stringify({ databaseHost: 'db.real', databaseSecret: 'arn:real', other: 1 }));
    const real = await recordStack('prod', {}, { outputs: knownOutputs(settings, known) });
    const text = renderTree('prod', real, settings)
      .files.map((file) => file.text)
      .join('\n');
    expect(text).toContain('@db.real:3306/');
    expect(text).toContain('key: arn:real');
    expect(text).toContain('image: 333333333333.dkr.ecr.eu-central-1.amazonaws.com/taskyard/backend:');
    expect(() => readCloudValues('{}')).toThrow(/databaseHost/);
  });

  it('has one Argo CD Application that owns one per wave, self-healing and pruning', async () => {
    const tree = await rendered('prod', { delivery: 'argocd', manifests });
    const root = read(tree, 'argocd/root.yaml');
    expect(root).toMatchObject({
      kind: 'Application',
      spec: {
        source: { repoURL: manifests.repository, path: 'stacks/prod/argocd/waves' },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    });
    const waves = tree.files.filter(({ path }) => path.startsWith('argocd/waves/'));
    expect(waves.map(({ text }) => parse(text).metadata.annotations['argocd.argoproj.io/sync-wave'])).toEqual(
      waves.map((_, index) => String(index)),
    );
    expect(waves).not.toHaveLength(0);
    expect(waves.length).toBe(read(tree, 'app/kustomization.yaml').resources?.length);
  });

  it('has one Flux Kustomization per wave, each waiting for the one before it', async () => {
    const tree = await rendered('prod', { delivery: 'flux', manifests });
    expect(read(tree, 'flux/taskyard-prod-wave-01.yaml')).toMatchObject({
      spec: {
        path: './stacks/prod/app/wave-01',
        wait: true,
        prune: true,
        dependsOn: [{ name: 'taskyard-prod-wave-00' }],
      },
    });
  });
});

describe('a stack that a controller delivers', () => {
  it('declares the platform and the Ingress, and nothing that the controller applies', async () => {
    const left = await recordStack('prod', { delivery: 'argocd', manifests });
    const kinds = new Set(left.map(({ type }) => type.split(':').at(-1)));
    expect([...kinds]).toEqual(expect.arrayContaining(['Namespace', 'Release', 'Ingress', 'NodePool']));
    expect([...kinds].filter((kind) => /^(Deployment|Job|HorizontalPodAutoscaler)$/.test(String(kind)))).toEqual([]);
  });

  it('must name the repository of its manifests, and needs a secret store', async () => {
    await expect(recordStack('prod', { delivery: 'flux' })).rejects.toThrow(/manifests .*where flux finds/);
    await expect(recordStack('local', { delivery: 'flux', manifests })).rejects.toThrow(/must be pulumi without AWS/);
  });
});

describe('the output folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskyard-render-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('loses the files of an earlier rendering', async () => {
    await writeTree(folder, [{ path: 'app/old.yaml', text: '' }]);
    await writeTree(folder, [{ path: 'app/new.yaml', text: '' }]);
    expect(await readdir(join(folder, 'app'))).toEqual(['new.yaml']);
  });

  it('is not changed when it holds other files', async () => {
    await writeFile(join(folder, 'precious'), '');
    await expect(writeTree(folder, [])).rejects.toThrow(/not rendered/);
    expect(await readdir(folder)).toEqual(['precious']);
  });
});
