import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { endProcess } from './end-process.ts';
import { isAlive, type ProcessIdentity, readIdentity } from './process-identity.ts';

/** Writes down what was started, so that the next start can end it should this process be killed. */
export function recordProcess(path: string, identity: ProcessIdentity): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(identity));
}

/** Ends the process an earlier, killed start recorded here, if it still runs. */
export async function endLeftover(
  path: string,
  name: string,
  patience: number,
  report: (line: string) => void,
): Promise<void> {
  const leftover = readIdentity(path);
  if (leftover !== null && isAlive(leftover)) {
    report(`Ending the ${name} an earlier run left behind (process ${leftover.pid}) …`);
    await endProcess(leftover, patience, true);
  }
  rmSync(path, { force: true });
}
