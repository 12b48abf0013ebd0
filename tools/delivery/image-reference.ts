import { deployedTagPrefix, releaseTagPrefix } from '../../stacks/aws/image-lifecycle.ts';
import { CliError } from '../shared/cli-error.ts';

/** An image by digest, because a tag can be moved. */
export interface ImageReference {
  /** With the registry's host: `ghcr.io/owner/taskyard/backend`. */
  readonly name: string;
  /** `sha256:…` */
  readonly digest: string;
}

/** @throws CliError unless the text is `<host>/<path>@sha256:<64 hex digits>` */
export function parseImage(text: string): ImageReference {
  const { name, digest } =
    /^(?<name>[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9._-]+)+)@(?<digest>sha256:[0-9a-f]{64})$/.exec(text)?.groups ?? {};
  if (name === undefined || digest === undefined) {
    throw new CliError(`"${text}" is not an image by digest: <host>/<path>@sha256:<64 hex digits>.`);
  }
  return { name, digest };
}

export function referenceText({ name, digest }: ImageReference): string {
  return `${name}@${digest}`;
}

/** The tag of a release in a stack's registry. The registry's lifecycle policy counts releases by it. */
export function releaseTag(digest: string): string {
  return `${releaseTagPrefix}${shortDigest(digest)}`;
}

/** The tag of a release that was deployed and works. */
export function deployedTag(digest: string): string {
  return `${deployedTagPrefix}${shortDigest(digest)}`;
}

/** Its first 12 digits. */
function shortDigest(digest: string): string {
  return digest.slice('sha256:'.length, 'sha256:'.length + 12);
}
