import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type ScriptName = 'mysql' | 'credentials' | 'passwords' | 'certificate' | 'dump' | 'backup' | 'list-dumps' | 'restore';

/** A script of the folder `scripts`. They are parts: every script begins with `mysql`. */
export function readScript(name: ScriptName): string {
  return readFileSync(join(import.meta.dirname, 'scripts', `${name}.sh`), 'utf8').trimEnd();
}

/** Writes a dump and removes the oldest ones. The user is `backup`. */
export const backupScript = [readScript('mysql'), readScript('dump'), readScript('backup')].join('\n');

/** Prints name and bytes of every dump. */
export const listDumpsScript = readScript('list-dumps');

/** Replaces the whole database by the dump that DUMP names. The user is `migrator`. */
export const restoreScript = [readScript('mysql'), readScript('dump'), readScript('restore')].join('\n');

/** The command of a container that runs a script. A program that fails ends it, also inside a pipe. */
export function bashCommand(script: string): string[] {
  return ['bash', '-euo', 'pipefail', '-c', script];
}
