import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { releaseTag } from '../delivery/image-reference.ts';
import { PulumiStack } from '../delivery/pulumi-stack.ts';
import { type EcrRegistry, ecrRegistry, signInToRegistry } from '../delivery/registry-login.ts';
import { readStackFile, type StackName, settingsOf } from '../recorder/recorder.ts';
import { CliError } from '../shared/cli-error.ts';
import { findProgram, type Machine } from '../shared/machine.ts';
import { buildAndPush, type Platform, requireBuilder, tagImage } from './buildx.ts';
import { Docker } from './docker.ts';

const workspaces = ['backend', 'web'] as const;
type Workspace = (typeof workspaces)[number];

/** What a stack's configuration says about its images. */
interface Target {
  readonly registry: EcrRegistry;
  readonly platform: Platform;
  /** Names of the repositories: `taskyard/backend`. */
  readonly repositories: Readonly<Record<Workspace, string>>;
}

/**
 * Builds both images for the architecture of a stack's nodes and pushes them into the stack's own registry, with a tag
 * made from the digest. Makes the repositories first. Nothing is changed before every program was found.
 *
 * @returns the images by digest, with the registry's host
 * @throws CliError that says what is missing
 */
export async function pushImages(
  stack: StackName,
  machine: Machine,
  report: (line: string) => void,
): Promise<Record<Workspace, string>> {
  const { registry, platform, repositories } = await readTarget(stack);
  const docker = await requirePrograms(machine, platform);
  report(`Making the repositories of ${stack} …`);
  await new PulumiStack(stack).makeRepositories();
  await signInToRegistry(registry);
  const folder = mkdtempSync(join(tmpdir(), 'taskyard-push-'));
  try {
    const push = async (workspace: Workspace) => {
      const repository = `${registry.host}/${repositories[workspace]}`;
      report(`Building ${repositories[workspace]} for ${platform} …`);
      const digest = await buildAndPush(docker, { workspace, repository, platform, folder });
      await tagImage(docker, `${repository}@${digest}`, `${repository}:${releaseTag(digest)}`);
      return `${repository}@${digest}`;
    };
    return { backend: await push('backend'), web: await push('web') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function readTarget(stack: StackName): Promise<Target> {
  const settings = settingsOf(await readStackFile(stack));
  if (settings.platform !== 'aws') {
    throw new CliError(
      `${stack} has no registry of its own. Push to the one that its cluster pulls from, and name the images in Pulumi.${stack}.yaml.`,
    );
  }
  const { account, cluster, images } = settings;
  const repositories = { backend: nameOf(images.backend), web: nameOf(images.web) };
  for (const [workspace, name] of Object.entries(repositories)) {
    if (/[.:]/.test(name.split('/')[0] ?? '')) {
      throw new CliError(`images.${workspace} of ${stack} is in another registry: ${name}. Push it there.`);
    }
  }
  return {
    registry: ecrRegistry(account),
    platform: `linux/${cluster.architecture}`,
    repositories,
  };
}

/** A reference without its tag and its digest. */
function nameOf(reference: string): string {
  return reference.replace(/@.*$/, '').replace(/:[^:/]+$/, '');
}

async function requirePrograms(machine: Machine, platform: Platform): Promise<Docker> {
  const install = {
    aws: 'install the AWS CLI 2 (https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html)',
    pulumi: 'install Pulumi (https://www.pulumi.com/docs/install)',
  };
  for (const [program, advice] of Object.entries(install)) {
    if (findProgram(machine, program) === undefined)
      throw new CliError(`there is no ${program} on this machine: ${advice}.`);
  }
  const docker = await Docker.find(machine);
  if (typeof docker === 'string') throw new CliError(`${docker}: install and start Docker with its buildx plug-in.`);
  await requireBuilder(docker, platform);
  return docker;
}
