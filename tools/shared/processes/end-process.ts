import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * Ends a process with SIGTERM, and with SIGKILL after `timeoutMs`. Another process that has its pid by now gets no signal.
 *
 * @param group also signals the process's children; it must lead a process group (spawned `detached`)
 * @returns whether it ended without SIGKILL
 */
export async function endProcess(target: ProcessIdentity, timeoutMs: number, group = false): Promise<boolean> {
  signal(target, 'SIGTERM', group);
  if (await ended(target, timeoutMs)) return true;
  signal(target, 'SIGKILL', group);
  await ended(target, 2_000);
  return false;
}

async function ended(target: ProcessIdentity, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
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
    // It ended between the check and the signal.
  }
}
