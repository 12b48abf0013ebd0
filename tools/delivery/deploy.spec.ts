import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readEnvironment, repositoryRoot } from '../shared/environment.ts';

/** Fake programs that record their arguments. The fake `pulumi` prints files instead of the stack's state. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-deploy-'));
  for (const name of ['pulumi', 'cosign', 'docker']) {
    const program = join(folder, name);
    const call = `\${TASKYARD_BEFORE_CLUSTER:+TASKYARD_BEFORE_CLUSTER=$TASKYARD_BEFORE_CLUSTER }${name} $*`;
    writeFileSync(program, `#!/bin/sh\necho "${call}" >>"${folder}/calls"\ncase "$*" in\n${answers(name)}\nesac\n`);
    chmodSync(program, 0o755);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function answers(name: string): string {
  if (name === 'docker') return '*) exit 1 ;;';
  if (name === 'cosign') return '*) ;;';
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
}

async function deploy({ platform, origin, before, types = [] }: State) {
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
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const args = ['tools/delivery/deploy.ts', 'dev', '--backend', backend, '--web', web, '--wait', '0'];
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

async function brokenSite(): Promise<{ origin: string; close: () => void }> {
  const server = createServer((_request, response) => response.writeHead(503).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
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
  const site = await brokenSite();
  const before = { backend: 'taskyard/backend:1', web: 'taskyard/web:1' };
  const { exitCode, all, calls } = await deploy({ platform: 'kubernetes', origin: site.origin, before });
  site.close();
  expect(calls).toEqual([...set({ backend, web }), up, ...set(before), up]);
  expect(all).toContain('FAIL  1  the web answers: GET /healthz answered 503');
  expect(exitCode).toBe(1);
});

it('does not roll back the first deployment', async () => {
  const site = await brokenSite();
  const { exitCode, calls } = await deploy({ platform: 'kubernetes', origin: site.origin });
  site.close();
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

it('copies the signed images into the stack’s own registry on AWS before it deploys them', async () => {
  const site = await brokenSite();
  const { calls } = await deploy({ platform: 'aws', origin: site.origin, types: ['eks:index:Cluster'] });
  site.close();
  const registry = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/taskyard';
  expect(calls).toEqual([
    repositories,
    `docker manifest inspect ${registry}/backend@${digest('a')}`,
    `cosign copy ${backend} ${registry}/backend:release-aaaaaaaaaaaa`,
    `docker manifest inspect ${registry}/web@${digest('b')}`,
    `cosign copy ${web} ${registry}/web:release-bbbbbbbbbbbb`,
    ...set({ backend: `taskyard/backend@${digest('a')}`, web: `taskyard/web@${digest('b')}` }),
    readIngress,
    up,
  ]);
});

it('refuses an image by tag before it changes anything', async () => {
  const args = ['tools/delivery/deploy.ts', 'dev', '--backend', 'ghcr.io/acme/taskyard/backend:1', '--web', web];
  const { exitCode, stderr } = await execa(process.execPath, args, { cwd: repositoryRoot, reject: false });
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^npm run deploy: "ghcr.io\/acme\/taskyard\/backend:1" is not an image by digest/);
});
