import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CliError } from '../shared/cli-error.ts';
import { repositoryRoot } from '../shared/environment.ts';
import type { Docker } from './docker.ts';

/** Such as `linux/arm64`. */
export type Platform = `linux/${'arm64' | 'amd64'}`;

export interface BuildOptions {
  /** The workspace with the Dockerfile. */
  readonly workspace: 'backend' | 'web';
  /** With the registry's host, without a tag: `<host>/taskyard/backend`. */
  readonly repository: string;
  readonly platform: Platform;
  /** Where buildx may write its report. */
  readonly folder: string;
}

const metadataSchema = z.object({ 'containerimage.digest': z.string().regex(/^sha256:[0-9a-f]{64}$/) });

/** @throws CliError that says which part is missing and how to get it */
export async function requireBuilder(docker: Docker, platform: Platform): Promise<void> {
  const { failed, stdout, stderr } = await docker.try(['buildx', 'inspect', '--bootstrap']);
  if (failed) {
    const install = 'install the buildx plug-in of Docker: https://docs.docker.com/build/install-buildx';
    throw new CliError(`docker has no buildx, or it does not start: ${stderr.trim()}\n${install}`);
  }
  const value = (key: string) => new RegExp(`^${key}:\\s+(.+)$`, 'm').exec(stdout)?.[1]?.trim() ?? '';
  if (value('Driver') === 'docker') {
    throw new CliError(
      'the builder "docker" cannot push by digest. Create one that can:\n  docker buildx create --name taskyard --driver docker-container --use',
    );
  }
  const platforms = value('Platforms').split(/[\s,*]+/);
  if (!platforms.includes(platform)) {
    throw new CliError(
      `the builder ${value('Name')} cannot run ${platform}, the nodes' architecture. Install the emulator, then start the builder again:\n  docker run --privileged --rm tonistiigi/binfmt --install ${platform.slice('linux/'.length)}\n  docker buildx stop ${value('Name')}`,
    );
  }
}

/** Builds one image for one platform and pushes it without a tag. @returns its digest, `sha256:…` */
export async function buildAndPush(docker: Docker, options: BuildOptions): Promise<string> {
  const { workspace, repository, platform, folder } = options;
  const report = join(folder, `${workspace}.json`);
  await docker.show([
    'buildx',
    'build',
    `--platform=${platform}`,
    `--file=${join(repositoryRoot, workspace, 'Dockerfile')}`,
    // The tag comes from the digest, which is known afterwards, and the registry never moves a tag.
    `--output=type=image,name=${repository},push-by-digest=true,name-canonical=true,push=true`,
    `--metadata-file=${report}`,
    repositoryRoot,
  ]);
  return metadataSchema.parse(JSON.parse(readFileSync(report, 'utf8')))['containerimage.digest'];
}

/** Gives an image in a registry a tag, unless it has it already. */
export async function tagImage(docker: Docker, image: string, tagged: string): Promise<void> {
  const { failed } = await docker.try(['buildx', 'imagetools', 'inspect', tagged]);
  if (failed) await docker.run(['buildx', 'imagetools', 'create', `--tag=${tagged}`, image]);
}
