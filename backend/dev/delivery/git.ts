import { execa } from 'execa';
import { CannotStart } from '../cannot-start.ts';
import { REPOSITORY } from '../environment.ts';

/** @throws CannotStart with what git said */
export async function git(...args: readonly string[]): Promise<string> {
  const { failed, stdout, all } = await execa('git', args, { cwd: REPOSITORY, all: true, reject: false });
  if (failed) throw new CannotStart(`git ${args[0]} failed: ${all.trim()}`);
  return stdout;
}
