import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEnvironment, repositoryRoot } from '../shared/environment.ts';
import { FakeSite } from './fake-site.ts';

/** Fake programs that record their arguments. The fake `pulumi` prints files instead of the stack's state. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-deploy-'));
  for (const name of ['pulumi', 'aws', 'oras', 'docker']) {
    const program = join(folder, name);
    const call = `\${TASKYARD_BEFORE_CLUSTER:+TASKYARD_BEFORE_CLUSTER=$TASKYARD_BEFORE_CLUSTER }${name} $*`;
    writeFileSync(program, `#!/bin/sh\necho "${call}" >>"${folder}/calls"\ncase "$*" in\n${answers(name)}\nesac\n`);
    chmodSync(program, 0o755);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function answers(name: string): string {
  if (name === 'oras') return '*) ;;';
  if (name === 'aws') return '*) echo a password ;;';
  if (name === 'docker') {
    return `"login "*) cat >/dev/null ;;\n"manifest inspect "*) grep -qxF "$3" "${folder}/present" ;;`;
  }
  const files = { 'config get platform*': 'platform', 'config get account*': 'account', 'stack history*': 'history' };
  const cases = Object.entries({ ...files, 'stack output origin*': 'origin', 'stack export*': 'export' });
  return cases.map(([pattern, file]) => `"${pattern.slice(0, -1)}"*) cat "${folder}/${file}" ;;`).join('\n');
}

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const backend = `ghcr.io/acme/taskyard/backend@${digest('a')}`;
const web = `ghcr.io/acme/taskyard/web@${digest('b')}`;

interface State {
  readonly platform: 'aws' | 'kubernetes';
  readonly origin: string;
  readonly before?: { readonly backend: string; readonly web: string };
  /** Types of the resources that exist. */
  readonly types?: readonly string[];
  /** Images in the stack's registry. */
  readonly present?: readonly string[];
}

const newImages = ['--backend', backend, '--web', web];

async function deploy({ platform, origin, before, types = [], present = [] }: State, images = newImages) {
  const update = {
    kind: 'update',
    result: 'succeeded',
    config: { 'taskyard:images': { value: JSON.stringify(before) } },
  };
  const files = {
    platform,
    origin,
    account: JSON.stringify({ id: '123456789012', region: 'eu-central-1' }),
    export: JSON.stringify({ deployment: { resources: types.map((type) => ({ type })) } }, null, 4),
    history: JSON.stringify([{ kind: 'update', result: 'failed' }, ...(before === undefined ? [] : [update])]),
    present: present.join('\n'),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const args = ['tools/delivery/deploy.ts', 'dev', ...images, '--wait', '0'];
  const { exitCode, all } = await execa(process.execPath, args, {
    cwd: repositoryRoot,
    env: { PATH: [folder, ...readEnvironment().machine.searchPath].join(delimiter) },
    reject: false,
    all: true,
  });
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  const changes = calls.filter((call) => !/ (config get|stack) /.test(call));
  return {
    exitCode,
    all,
    calls: changes.map((call) => call.replace(/ --config-file=\S+\/Pulumi.dev.yaml$/, ' [a copy]')),
  };
}

const set = (images: { backend: string; web: string }) => [
  `pulumi config set --path images.backend ${images.backend} --stack=dev [a copy]`,
  `pulumi config set --path images.web ${images.web} --stack=dev [a copy]`,
];
const up = 'pulumi up --yes --skip-preview --non-interactive --stack=dev [a copy]';
/** Only AWS's load balancer has a DNS record that must follow it. */
const readIngress =
  'pulumi refresh --yes --skip-preview --non-interactive --target=**Ingress::app-ingress --stack=dev [a copy]';

it('rolls back to the images of the last successful update when the new ones do not work', async () => {
  const site = await FakeSite.start({ works: false });
  const before = { backend: 'taskyard/backend:1', web: 'taskyard/web:1' };
  const { exitCode, all, calls } = await deploy({ platform: 'kubernetes', origin: site.origin, before });
  site.stop();
  expect(calls).toEqual([...set({ backend, web }), up, ...set(before), up]);
  expect(all).toContain('FAIL  1  the web answers: GET /healthz answered 503');
  expect(exitCode).toBe(1);
});

it('does not roll back the first deployment', async () => {
  const site = await FakeSite.start({ works: false });
  const { exitCode, calls } = await deploy({ platform: 'kubernetes', origin: site.origin });
  site.stop();
  expect(calls).toEqual([...set({ backend, web }), up]);
  expect(exitCode).toBe(1);
});

const repositories =
  'pulumi up --yes --skip-preview --non-interactive --target=**aws:Account** --target=**aws:Registry** --message=repositories only --stack=dev [a copy]';

it.each([
  ['ends the program before a cluster that does not exist', [], [`TASKYARD_BEFORE_CLUSTER=true ${repositories}`]],
  ['does not repeat that after a first deployment that failed', ['aws:ecr/repository:Repository'], []],
])('%s, for the repositories', async (_, types, expected) => {
  const { calls } = await deploy({ platform: 'aws', origin: 'http://127.0.0.1:9', types });
  expect(calls.filter((call) => call.includes('repositories only'))).toEqual(expected);
});

const registry = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/taskyard';
const signIn = [
  'aws ecr get-login-password --region=eu-central-1',
  `docker login --username=AWS --password-stdin ${registry.replace('/taskyard', '')}`,
];
const given = [
  { name: 'backend', source: backend, digest: digest('a'), short: 'a'.repeat(12) },
  { name: 'web', source: web, digest: digest('b'), short: 'b'.repeat(12) },
];
const released = given.map(({ name, short }) => `${registry}/${name}:release-${short}`);
const deployed = given.map(({ name, short }) => `${registry}/${name}:deployed-${short}`);
const deployment = [
  ...set({ backend: `taskyard/backend@${digest('a')}`, web: `taskyard/web@${digest('b')}` }),
  readIngress,
  up,
];

it('on AWS copies the images with their signatures, deploys the copies, and tags them when they work', async () => {
  const site = await FakeSite.start({ works: true });
  const { exitCode, all, calls } = await deploy({ platform: 'aws', origin: site.origin, types: ['eks:index:Cluster'] });
  site.stop();
  expect(all).toContain('works: ');
  expect(calls).toEqual([
    repositories,
    ...signIn,
    ...given.flatMap(({ source }, index) => [
      `docker manifest inspect ${released[index]}`,
      `oras cp --recursive --to-distribution-spec=v1.1-referrers-api ${source} ${released[index]}`,
    ]),
    ...deployment,
    ...given.flatMap(({ name, digest: of }, index) => [
      `docker manifest inspect ${deployed[index]}`,
      `docker buildx imagetools create --tag=${deployed[index]} ${registry}/${name}@${of}`,
    ]),
  ]);
  expect(exitCode).toBe(0);
});

it('sets no tag twice, because the registry would refuse it', async () => {
  const site = await FakeSite.start({ works: true });
  const present = [...released, ...deployed];
  const { exitCode, calls } = await deploy({ platform: 'aws', origin: site.origin, present });
  site.stop();
  expect(calls.filter((call) => /^oras|imagetools/.test(call))).toEqual([]);
  expect(exitCode).toBe(0);
});

it('does not tag images as deployed that do not work', async () => {
  const site = await FakeSite.start({ works: false });
  const { calls } = await deploy({ platform: 'aws', origin: site.origin, types: ['eks:index:Cluster'] });
  site.stop();
  expect(calls).toContain(up);
  expect(calls.filter((call) => call.includes(':deployed-'))).toEqual([]);
});

it('without images applies the configuration with those that run, and copies and tags none', async () => {
  const site = await FakeSite.start({ works: true });
  const before = { backend: 'taskyard/backend:1', web: 'taskyard/web:1' };
  const { exitCode, calls } = await deploy({ platform: 'aws', origin: site.origin, before }, []);
  site.stop();
  expect(calls).toEqual([...set(before), readIngress, up]);
  expect(exitCode).toBe(0);
});

it('without images refuses a stack that runs none', async () => {
  const { exitCode, all, calls } = await deploy({ platform: 'aws', origin: 'http://127.0.0.1:9' }, []);
  expect(all).toContain('dev runs no images yet: name them with --backend and --web');
  expect(calls).toEqual([]);
  expect(exitCode).toBe(1);
});

it('refuses an image by tag before it changes anything', async () => {
  const args = ['tools/delivery/deploy.ts', 'dev', '--backend', 'ghcr.io/acme/taskyard/backend:1', '--web', web];
  const { exitCode, stderr } = await execa(process.execPath, args, { cwd: repositoryRoot, reject: false });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^npm run deploy: "ghcr.io\/acme\/taskyard\/backend:1" is not an image by digest/);
});
