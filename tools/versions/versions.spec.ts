import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import semver from 'semver';
import { describe, expect, it, onTestFinished } from 'vitest';
import { versions } from '../../stacks/versions.ts';
import { RecordedGraph } from '../recorder/recorded-graph.ts';
import { readStackFile, recordStack, stackNames } from '../recorder/recorder.ts';
import { repositoryRoot } from '../shared/environment.ts';
import { checkVersions, versionReport, writeVersions } from './bump-versions.ts';
import { newestAfter } from './published-versions.ts';
import type { VersionSource } from './version-sources.ts';

const now = new Date('2026-11-22T00:00:00Z');
const old = '2026-10-01T00:00:00Z';
const yesterday = '2026-11-21T00:00:00Z';

/** The tokens that the publishers got, by path. */
const tokens = new Map<string, string | undefined>();

/** Answers by path; any other path is answered with 404. */
async function serve(answers: Readonly<Record<string, string>>): Promise<string> {
  const server = createServer(({ url = '', headers }, response) => {
    tokens.set(url, headers.authorization);
    const answer = answers[url];
    response.writeHead(answer === undefined ? 404 : 200).end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const index = `apiVersion: v1
entries:
  external-secrets:
    - { version: 2.14.0, created: "${yesterday}" }
    - { version: 2.13.0-rc1, created: "${old}" }
    - { version: 2.13.0, created: "${old}" }
    - { version: 2.12.0, created: "${old}" }
  another: []
`;
const release = (tag_name: string, published_at = old, prerelease = false) => ({
  tag_name,
  draft: false,
  prerelease,
  published_at,
});
const releases = [
  release('v1.36.3'),
  release('v1.35.7'),
  release('v1.35.8', yesterday),
  release('v1.35.9', old, true),
  release('v1.35.5'),
];
const current = { externalSecretsChart: '2.12.0', metricsServerAddon: 'v0.9.0-eksbuild.5', kubectl: 'v1.35.4' };

async function bump(answers: Readonly<Record<string, string>>) {
  const url = await serve(answers);
  const sources: Record<keyof typeof current, VersionSource> = {
    externalSecretsChart: { kind: 'helm', url, chart: 'external-secrets' },
    metricsServerAddon: { kind: 'by hand', command: 'aws eks describe-addon-versions' },
    kubectl: { kind: 'github', repository: 'kubernetes/kubernetes', sameMinor: true },
  };
  return checkVersions(current, sources, { github: { url, token: 'of-the-job' }, now });
}

const githubPath = '/repos/kubernetes/kubernetes/releases?per_page=100';
const bothAnswers = { '/index.yaml': index, [githubPath]: JSON.stringify(releases) };

describe('newer versions', () => {
  it('are stable and a week old; kubectl stays within the minor version of the clusters', async () => {
    expect(await bump(bothAnswers)).toEqual([
      expect.objectContaining({
        name: 'externalSecretsChart',
        newest: '2.13.0',
        note: expect.stringMatching(/^minor/),
      }),
      expect.objectContaining({
        name: 'metricsServerAddon',
        newest: undefined,
        note: expect.stringMatching(/^by hand/),
      }),
      expect.objectContaining({ name: 'kubectl', newest: 'v1.35.7' }),
    ]);
  });

  it('do not exist when the current one is the newest, even if publishers list it first', () => {
    const published = [{ version: '2.11.0', publishedAt: new Date(old) }];
    expect(newestAfter('2.12.0', published, { sameMinor: false, now })).toBeUndefined();
  });

  it('are written on their lines, and nothing else changes', async () => {
    const text = `export const versions = {\n  externalSecretsChart: '2.12.0',\n  kubectl: 'v1.35.4',\n} as const;\n`;
    const changed = writeVersions(text, await bump(bothAnswers));
    expect(changed).toBe(text.replace('2.12.0', '2.13.0').replace('v1.35.4', 'v1.35.7'));
    expect(() => writeVersions('', [{ name: 'kubectl', current: '1', newest: '2', note: '' }])).toThrow(
      'no single line',
    );
  });

  it('are reported as a table', async () => {
    expect(versionReport(await bump(bothAnswers))).toContain('| externalSecretsChart | 2.12.0 | 2.13.0 | minor;');
  });

  it('are asked for with the token of the job at GitHub, and nowhere else', async () => {
    await bump(bothAnswers);
    expect(Object.fromEntries(tokens)).toEqual({ '/index.yaml': undefined, [githubPath]: 'Bearer of-the-job' });
  });

  it('are not guessed: an answer that is missing or has another form is named', async () => {
    await expect(bump({ ...bothAnswers, '/index.yaml': 'entries: {}' })).rejects.toThrow(
      /has no chart external-secrets/,
    );
    await expect(bump({ '/index.yaml': index })).rejects.toThrow(/releases\?per_page=100 answered 404/);
    await expect(bump({ ...bothAnswers, [githubPath]: '[{}]' })).rejects.toThrow(/another form than expected/);
  });
});

describe('stacks/versions.ts', () => {
  const isInstalled = (name: string) => name === 'node_modules';
  const files = globSync('{stacks,tools,docs}/**/*.{ts,md}', { cwd: repositoryRoot, exclude: isInstalled });
  const read = (file: string) => readFileSync(join(repositoryRoot, file), 'utf8');

  it('can be rewritten: each version is on a line of its own', () => {
    const checks = Object.entries(versions).map(([name, version]) => ({
      name,
      current: version,
      newest: `${version}0`,
      note: '',
    }));
    expect(() => writeVersions(read('stacks/versions.ts'), checks)).not.toThrow();
  });

  it('is the only file of the program that names a version', () => {
    const program = files.filter((file) => /^stacks\/.*(?<!\.spec)\.ts$/.test(file) && file !== 'stacks/versions.ts');
    expect(program.length).toBeGreaterThan(50);
    const literal = /(['"`])(?:[^'"`\s]*[:@])?v?\d+\.\d+\.\d+(?!\.?\d)[\w.-]*\1/g;
    const found = program.flatMap((file) => [...read(file).matchAll(literal)].map(([text]) => `${file}: ${text}`));
    // An example of a pod in the cases of a policy rule.
    expect(found).toEqual([`stacks/policies/rules/pod-rules.ts: 'registry.example/web:1.2.3'`]);
  });

  it('is the only place of its versions', () => {
    const others = files.filter((file) => !/versions(\.spec)?\.ts$/.test(file));
    const repeated = others.flatMap((file) => {
      const text = read(file);
      return Object.values(versions)
        .filter((version) => text.includes(version))
        .map((version) => `${file}: ${version}`);
    });
    expect(repeated).toEqual([]);
  });

  it('names a kubectl within one minor version of every cluster', async () => {
    for (const stack of stackNames.filter((name) => name !== 'local')) {
      const { version } = (await readStackFile(stack)).cluster as { version: string };
      expect(Math.abs(semver.minor(versions.kubectl) - semver.minor(`${version}.0`)), stack).toBeLessThanOrEqual(1);
    }
  });
});

describe('the metrics-server add-on', () => {
  it.each(['dev', 'prod'] as const)(
    'of %s is pinned, and an update leaves the replicas to office hours',
    async (stack) => {
      const { inputs } = new RecordedGraph(await recordStack(stack)).one('eks/addon:Addon', 'metrics-server');
      expect(inputs).toMatchObject({
        addonVersion: versions.metricsServerAddon,
        resolveConflictsOnCreate: 'OVERWRITE',
        resolveConflictsOnUpdate: 'PRESERVE',
      });
      expect(inputs.configurationValues).toBe(stack === 'dev' ? '{"replicas":1}' : undefined);
    },
  );
});
