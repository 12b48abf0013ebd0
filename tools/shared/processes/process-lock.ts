import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity, readIdentity } from './process-identity.ts';

export interface ProcessLock {
  release(): void;
}

export class LockHeld extends Error {
  override name = 'LockHeld';
  readonly holder: number;

  constructor(path: string, holder: number) {
    super(`${path} is held by process ${holder}`);
    this.holder = holder;
  }
}

/**
 * Takes a lock that only a running process can hold. The file names its holder; the lock of a killed process is taken over.
 *
 * @throws LockHeld while another running process (or this one) has it
 */
export function takeLock(path: string): ProcessLock {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    // Creating a link is atomic, so no process reads a half-written file.
    while (!tryLink(mine, path)) removeStale(path);
  } finally {
    rmSync(mine, { force: true });
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** Like {@link takeLock}, but waits until the lock is released. `onWait` is called once with the holder's pid. */
export async function waitForLock(path: string, onWait: (holder: number) => void): Promise<ProcessLock> {
  for (let told = false; ; told = true) {
    try {
      return takeLock(path);
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
      if (!told) onWait(error.holder);
      await sleep(200);
    }
  }
}

function removeStale(path: string): void {
  const holder = readIdentity(path);
  if (holder !== null && isAlive(holder)) throw new LockHeld(path, holder.pid);
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch {
    return; // Released or taken over by another process in the meantime.
  }
  const moved = readIdentity(aside);
  // Another process may have taken over between the read and the rename. Then its lock was moved, not the stale one.
  if (moved !== null && !sameProcess(moved, holder) && isAlive(moved)) tryLink(aside, path);
  rmSync(aside, { force: true });
}

function sameProcess(a: ProcessIdentity, b: ProcessIdentity | null): boolean {
  return a.pid === b?.pid && a.started === b.started;
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}
