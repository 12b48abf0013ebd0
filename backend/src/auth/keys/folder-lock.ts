import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A change of a key set takes well under a second. So a lock of this age was left behind by a process that was killed.
 */
const staleAfterMs = 60_000;
const timeoutMs = 10_000;

/**
 * Runs `action` while it holds the lock file, so that only one process at a time runs an action under the same path.
 * @throws Error naming the file when another process has held it for 10 s
 */
export async function withLock<Result>(path: string, action: () => Promise<Result>): Promise<Result> {
  const until = Date.now() + timeoutMs;
  while (!acquire(path)) {
    if (Date.now() > until)
      throw new Error(
        `Another process has been changing the keys for more than ${timeoutMs / 1000} s. Its lock file is ${path}`,
      );
    await sleep(50);
  }
  try {
    return await action();
  } finally {
    rmSync(path, { force: true });
  }
}

function acquire(path: string): boolean {
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
    // Renamed first, so that only one of two processes that see it removes it.
    const renamed = `${path}.${randomUUID()}`;
    renameSync(path, renamed);
    rmSync(renamed);
  } catch (error) {
    // Another process released or removed it meanwhile.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
