import { execa } from 'execa';
import { CliError } from '../shared/cli-error.ts';
import { deployedTag, type ImageReference, referenceText, releaseTag } from './image-reference.ts';
import type { Images } from './pulumi-stack.ts';

/** Both images by digest, wherever they are. */
export type ImageReferences = Readonly<Record<keyof Images, ImageReference>>;

/**
 * The image repositories of a stack in its own registry. Tags never move there, and the registry refuses to set one twice.
 * `stacks/aws/image-lifecycle.ts` says what it keeps.
 */
export class StackRegistry {
  readonly #host: string;

  constructor(host: string) {
    this.#host = host;
  }

  /**
   * Copies the images with all that refers to them: signatures and provenance. An image that has its tag is complete, because
   * the tag comes last. `cosign copy` would leave out what cosign 3 signs: https://github.com/sigstore/cosign/pull/4819.
   *
   * @returns the images as the stack's configuration names them
   */
  async copy(images: ImageReferences): Promise<Images> {
    for (const [name, image] of Object.entries(images)) {
      const copy = `${this.#repository(name)}:${releaseTag(image.digest)}`;
      if (!(await isThere(copy))) await oras('cp', '--recursive', listedByRegistry, referenceText(image), copy);
    }
    return { backend: `taskyard/backend@${images.backend.digest}`, web: `taskyard/web@${images.web.digest}` };
  }

  /** Tags the images that run, so that the registry keeps them, however many releases are copied and fail after them. */
  async tagAsDeployed(images: ImageReferences): Promise<void> {
    for (const [name, { digest }] of Object.entries(images)) {
      const repository = this.#repository(name);
      const tagged = `${repository}:${deployedTag(digest)}`;
      if (await isThere(tagged)) continue;
      const args = ['buildx', 'imagetools', 'create', `--tag=${tagged}`, `${repository}@${digest}`];
      const { failed, stderr } = await execa('docker', args, { reject: false, stdin: 'ignore' });
      if (failed) {
        throw new CliError(`the new images run, but ${tagged} is missing, so they may be deleted one day:\n${stderr}`);
      }
    }
  }

  #repository(name: string): string {
    return `${this.#host}/taskyard/${name}`;
  }
}

/** ECR lists what refers to an image. Other registries need a tag for the list, which would have to move. */
const listedByRegistry = '--to-distribution-spec=v1.1-referrers-api';

async function isThere(image: string): Promise<boolean> {
  const { failed } = await execa('docker', ['manifest', 'inspect', image], { reject: false });
  return !failed;
}

async function oras(...args: readonly string[]): Promise<void> {
  const { failed, code } = await execa('oras', args, { reject: false, stdio: ['ignore', 'inherit', 'inherit'] });
  if (code === 'ENOENT') throw new CliError('there is no oras on this machine: https://oras.land/docs/installation.');
  if (failed) throw new CliError(`oras ${args.join(' ')} failed.`);
}
