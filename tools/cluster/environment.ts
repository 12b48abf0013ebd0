import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';

/** What the infrastructure tests take from the machine; the only file of this workspace that reads `process.env`. */

/**
 * Where built tools are kept between runs: `TASKYARD_CACHE_DIR`, else the user's cache folder. Outside the checkout, so
 * that a fresh clone and `npm ci` do not build a control plane again.
 */
export const cacheDirectory =
  process.env.TASKYARD_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'taskyard');

/** The environment a child process gets: the caller's own, with `changes` on top. `undefined` removes a variable. */
export function childEnvironment(changes: Record<string, string | undefined> = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...changes };
}

/** Absolute path of a program on PATH, or `undefined`. */
export function findProgram(name: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((candidate) => existsSync(candidate));
}

/** PATH with `folder` before everything else. */
export function pathStartingWith(folder: string): string {
  return [folder, process.env.PATH ?? ''].join(delimiter);
}
