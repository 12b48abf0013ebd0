import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** A change of a key set takes well under a second, so a lock that old was left by a process that was killed. */
const staleAfterMs = 60_000;
const patienceMs = 10_000;

/**
 * Runs `action` while no other process runs one under the same lock file.
 * @throws Error naming the file when another one has held it for 10 s
 */
export async function locked<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + patienceMs;
  while (!take(path)) {
    if (Date.now() > until) throw new Error(`Another process is changing the keys and does not end (${path})`);
    await sleep(50);
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, '', { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    removeStale(path);
    return false;
  }
}

function removeStale(path: string): void {
  try {
    if (Date.now() - statSync(path).mtimeMs < staleAfterMs) return;
    // By rename, so that of two who see it only one takes it away.
    const aside = `${path}.${randomUUID()}`;
    renameSync(path, aside);
    rmSync(aside);
  } catch (error) {
    // Released, or taken away by another one, in the meantime.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
