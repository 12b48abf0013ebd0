import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * Asks one process to end (SIGTERM) and makes it end when `patience` milliseconds were not enough. A pid that belongs to
 * another process by now is left alone.
 *
 * @param group also signals what that process started; it must lead a process group (spawned `detached`)
 * @returns whether it ended by itself
 */
export async function endProcess(target: ProcessIdentity, patience: number, group = false): Promise<boolean> {
  signal(target, 'SIGTERM', group);
  if (await ended(target, patience)) return true;
  signal(target, 'SIGKILL', group);
  await ended(target, 2_000);
  return false;
}

async function ended(target: ProcessIdentity, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (isAlive(target)) {
    if (Date.now() >= deadline) return false;
    await sleep(20);
  }
  return true;
}

function signal(target: ProcessIdentity, name: NodeJS.Signals, group: boolean): void {
  if (!isAlive(target)) return;
  try {
    process.kill(group ? -target.pid : target.pid, name);
  } catch {
    // It ended between the question and the signal.
  }
}
