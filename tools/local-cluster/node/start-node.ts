import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../../shared/cli-error.ts';
import { endProcess } from '../../shared/processes/end-process.ts';
import { identify, isAlive, readIdentity } from '../../shared/processes/process-identity.ts';
import { recordProcess } from '../../shared/processes/recorded-process.ts';
import { nodePaths } from './node-paths.ts';
import type { NodeSettings } from './node-settings.ts';

const readyWithinSeconds = 240;
const stopTimeoutMs = 60_000;

/**
 * Starts a node in the background. It outlives this process; `stopNode` ends it.
 *
 * @throws CliError with the reason when it does not become ready; it is stopped then
 */
export async function startNode(folder: string, settings: NodeSettings, report: (line: string) => void): Promise<void> {
  const paths = nodePaths(folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(paths.settings, JSON.stringify(settings), { mode: 0o600 });
  writeFileSync(paths.progress, '');
  const supervisor = spawn(process.execPath, [join(import.meta.dirname, 'supervise.ts'), folder], {
    detached: true,
    stdio: 'ignore',
    cwd: '/',
  });
  supervisor.unref();
  const identity = supervisor.pid === undefined ? null : identify(supervisor.pid);
  if (identity === null) throw new CliError('The node could not be started.');
  recordProcess(paths.supervisor, identity);
  const deadline = Date.now() + readyWithinSeconds * 1000;
  for (let reported = 0; Date.now() < deadline; ) {
    const lines = readFileSync(paths.progress, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(reported)) {
      if (line === 'ready') return;
      if (line.startsWith('failed: ')) throw await failure(folder, line.slice('failed: '.length));
      report(`  ${line}`);
    }
    reported = lines.length;
    if (!isAlive(identity)) throw await failure(folder, 'its supervising process ended');
    await sleep(100);
  }
  throw await failure(folder, `not ready in ${readyWithinSeconds} s`);
}

async function failure(folder: string, reason: string): Promise<CliError> {
  const log = readLog(join(nodePaths(folder).logs, 'node.log'));
  await stopNode(folder);
  return new CliError(`The node did not start: ${reason}\n${log}`);
}

function readLog(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-10).join('\n');
  } catch {
    return '';
  }
}

/** Whether a node runs that was started with this folder. */
export function isNodeRunning(folder: string): boolean {
  const identity = readIdentity(nodePaths(folder).supervisor);
  return identity !== null && isAlive(identity);
}

/** Ends every program of the node. Its files stay. */
export async function stopNode(folder: string): Promise<void> {
  const identity = readIdentity(nodePaths(folder).supervisor);
  if (identity !== null) await endProcess(identity, stopTimeoutMs);
  rmSync(nodePaths(folder).supervisor, { force: true });
}
