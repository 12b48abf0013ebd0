import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readEnvironment, repositoryRoot } from '../shared/environment.ts';
import { pushImages } from './push-images.ts';

const digests = { backend: `sha256:${'a'.repeat(64)}`, web: `sha256:${'b'.repeat(64)}` };
const registry = '111111111111.dkr.ecr.us-east-1.amazonaws.com';

/** What the fake `docker buildx inspect` prints. */
const builder = (driver: string, platforms: string) =>
  `Name:          taskyard\nDriver:        ${driver}\n\nNodes:\nName:      taskyard0\nStatus:    running\nPlatforms: ${platforms}\n`;

interface Fakes {
  readonly builder?: string;
  /** Whether the registry has the tags already. */
  readonly tagged?: boolean;
  /** Shell commands of a fake program, instead of its usual ones. */
  readonly replaced?: Readonly<Record<string, string>>;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'taskyard-push-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts fake programs that record their arguments on PATH. */
function install(fakes: Fakes): void {
  writeFileSync(join(folder, 'builder'), fakes.builder ?? builder('docker-container', 'linux/amd64*, linux/arm64'));
  const build = `for argument; do case $argument in
    --file=*backend*) digest=${digests.backend} ;; --file=*web*) digest=${digests.web} ;;
    --metadata-file=*) printf '{"containerimage.digest":"%s"}' $digest >"\${argument#*=}" ;; esac; done`;
  const programs = {
    aws: 'echo a-password',
    pulumi: '',
    docker: `case "$*" in
  "buildx inspect"*) cat "${folder}/builder" ;;
  "buildx imagetools inspect"*) exit ${fakes.tagged ? 0 : 1} ;;
  "login"*) echo "password $(cat)" >>"${folder}/calls" ;;
  "buildx build"*) ${build} ;;
esac`,
    ...fakes.replaced,
  };
  for (const [name, commands] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >>"${folder}/calls"\n${commands}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  writeFileSync(join(folder, 'calls'), '');
  vi.stubEnv('PATH', [folder, ...readEnvironment().machine.searchPath].join(delimiter));
}

/** What the fake programs were called with, except for what only looks for Docker. */
function calls(): string[] {
  const lines = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n');
  return lines
    .map((call) => call.replaceAll(repositoryRoot, '.').replace(/--(metadata|config)-file=\S+/, '--$1-file=…'))
    .filter((call) => !/^docker (info|build --help)$/.test(call));
}

function push(stack: 'dev' | 'local', fakes: Fakes = {}): Promise<unknown> {
  install(fakes);
  return pushImages(stack, readEnvironment().machine, () => {});
}

function runCommand(args: readonly string[]) {
  return execa(process.execPath, ['tools/images/images.ts', ...args], {
    cwd: repositoryRoot,
    reject: false,
    all: true,
  });
}

const built = (workspace: 'backend' | 'web', platform: string) =>
  `docker buildx build --platform=${platform} --file=./${workspace}/Dockerfile --output=type=image,name=${registry}/taskyard/${workspace},push-by-digest=true,name-canonical=true,push=true --metadata-file=… .`;

describe('npm run images -- push', () => {
  it('builds for the nodes’ architecture, pushes by digest and tags what was pushed', async () => {
    install({});
    const before = readFileSync(join(repositoryRoot, 'Pulumi.dev.yaml'), 'utf8');
    const { exitCode, all } = await runCommand(['push', '--stack', 'dev']);
    expect(calls()).toEqual([
      'docker buildx inspect --bootstrap',
      'pulumi stack export --stack=dev',
      'pulumi up --yes --skip-preview --non-interactive --target=**aws:Account** --target=**aws:Registry** --message=repositories only --stack=dev --config-file=…',
      'aws ecr get-login-password --region=us-east-1',
      `docker login --username=AWS --password-stdin ${registry}`,
      'password a-password',
      built('backend', 'linux/arm64'),
      `docker buildx imagetools inspect ${registry}/taskyard/backend:release-aaaaaaaaaaaa`,
      `docker buildx imagetools create --tag=${registry}/taskyard/backend:release-aaaaaaaaaaaa ${registry}/taskyard/backend@${digests.backend}`,
      built('web', 'linux/arm64'),
      `docker buildx imagetools inspect ${registry}/taskyard/web:release-bbbbbbbbbbbb`,
      `docker buildx imagetools create --tag=${registry}/taskyard/web:release-bbbbbbbbbbbb ${registry}/taskyard/web@${digests.web}`,
    ]);
    const images = [`${registry}/taskyard/backend@${digests.backend}`, `${registry}/taskyard/web@${digests.web}`];
    expect(all).toContain(`npm run deploy -- dev --backend ${images[0]} --web ${images[1]}`);
    expect(exitCode).toBe(0);
    expect(readFileSync(join(repositoryRoot, 'Pulumi.dev.yaml'), 'utf8')).toBe(before);
  });

  it('leaves a tag alone that the registry has already', async () => {
    await push('dev', { tagged: true });
    expect(calls()).toHaveLength(10);
    expect(calls().filter((call) => call.includes('imagetools create'))).toEqual([]);
  });

  it.each<[string, Fakes, RegExp]>([
    [
      'buildx',
      { replaced: { docker: 'case $1 in buildx) echo unknown command >&2; exit 1 ;; esac' } },
      /docker has no buildx.*install the buildx plug-in/s,
    ],
    [
      'a builder that pushes by digest',
      { builder: builder('docker', 'linux/arm64') },
      /docker buildx create --name taskyard --driver docker-container --use/,
    ],
    [
      'an emulator for the nodes’ architecture',
      { builder: builder('docker-container', 'linux/amd64, linux/386') },
      /cannot run linux\/arm64.*tonistiigi\/binfmt --install arm64/s,
    ],
    ['a Docker engine', { replaced: { docker: 'exit 1' } }, /no Docker engine is running: install and start Docker/],
  ])('says that %s is missing before it changes anything', async (_missing, fakes, says) => {
    await expect(push('dev', fakes)).rejects.toThrow(says);
    expect(calls().filter((call) => /^(pulumi|aws)/.test(call))).toEqual([]);
  });

  it('builds nothing without a session in AWS', async () => {
    const aws = 'echo "The SSO session has expired" >&2; exit 255';
    await expect(push('dev', { replaced: { aws } })).rejects.toThrow(
      /Sign in to AWS first\.\s+The SSO session has expired/,
    );
    expect(calls().filter((call) => call.includes('buildx build'))).toEqual([]);
  });

  it('refuses a stack without a registry of its own', async () => {
    await expect(push('local')).rejects.toThrow(/^local has no registry of its own/);
  });

  it.each([
    [['push'], /name one stack with --stack: local, dev/],
    [['pull', '--stack', 'dev'], /say what to do: push/],
    [['push', '--stack', 'nowhere'], /name one stack with --stack/],
  ])('refuses the arguments %j', async (args, says) => {
    const { exitCode, all } = await runCommand(args);
    expect(all).toMatch(says);
    expect(exitCode).toBe(2);
  });
});
