import { join } from 'node:path';

export interface DebianProgram {
  /** Root folder of the Debian system. */
  readonly debian: string;
  /** Gets what the program writes outside of `kept`. */
  readonly work: string;
  /** Folders of this machine that the program sees under the same path. */
  readonly kept: readonly string[];
  /** Options of `unshare` besides `--mount`. */
  readonly namespaces?: readonly string[];
  readonly command: readonly string[];
}

/** The arguments of `unshare` that run a program on a Debian system in another folder. Only root can. */
export function unshareArguments({ debian, work, kept, namespaces = [], command }: DebianProgram): string[] {
  const enter = join(import.meta.dirname, 'enter.sh');
  return ['--mount', '--propagation=private', ...namespaces, 'sh', enter, debian, work, kept.join(':'), ...command];
}
