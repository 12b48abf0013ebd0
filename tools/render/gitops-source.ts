import type { StackSettings } from '../../stacks/config/schema.ts';

/** What a GitOps controller applies: the waves of a stack, and the repository that holds them. */
export interface GitopsSource {
  readonly stack: string;
  /** Folders below `manifests.path`, such as `app/wave-00`, in the order in which they are applied. */
  readonly waves: readonly string[];
  readonly manifests: NonNullable<StackSettings['manifests']>;
}

/** The last part of the folder of a wave, such as `wave-00`. */
export function waveName(folder: string): string {
  return folder.split('/').at(-1) ?? folder;
}
