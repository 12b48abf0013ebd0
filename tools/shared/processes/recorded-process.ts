import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { endProcess } from './end-process.ts';
import { isAlive, type ProcessIdentity, readIdentity } from './process-identity.ts';

/** Records a started process, so that the next start can end it if this process is killed. */
export function recordProcess(path: string, identity: ProcessIdentity): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(identity));
}

/** Ends the process that an earlier, killed start recorded here, if it still runs. */
export async function endRecordedProcess(
  path: string,
  name: string,
  timeoutMs: number,
  report: (line: string) => void,
): Promise<void> {
  const recorded = readIdentity(path);
  if (recorded !== null && isAlive(recorded)) {
    report(`Ending the ${name} of an earlier run (process ${recorded.pid}) …`);
    await endProcess(recorded, timeoutMs, true);
  }
  rmSync(path, { force: true });
}
