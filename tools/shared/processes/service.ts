import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import { endProcess } from './end-process.ts';
import { endLeftover, recordProcess } from './leftover.ts';
import { identify } from './process-identity.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers 200 once the service is ready; without one it counts as ready at once. */
  readonly readyUrl?: string;
  /** Everything the service writes is appended here. */
  readonly logFile: string;
  readonly pidFile: string;
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A program of ours running beside this one. */
export interface Service {
  readonly name: string;
  /** Resolves when it ends without having been asked, with what it wrote last. */
  readonly failed: Promise<string>;
  /** Asks it to end, and makes it after `patience` milliseconds. */
  stop(patience: number): Promise<void>;
}

const READY_PATIENCE = 60_000;
const LOG_LIMIT = 10 * 1024 * 1024;

/** @throws CliError with its last lines when it ends, or does not answer, before it is ready */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, pidFile, report, signal } = options;
  await endLeftover(pidFile, name, 3_000, report);
  // A group of its own: Ctrl-C in the terminal must reach us only, so that things end in order.
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity !== null) recordProcess(pidFile, identity);
  const tail = follow(child, options);

  let ended = false;
  const failed = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, reason) => {
      ended = true;
      resolve([`The ${name} ended (${reason ?? `exit code ${code}`}). Its last lines:`, ...tail].join('\n'));
    });
  });
  const stop = async (patience: number) => {
    if (identity !== null) await endProcess(identity, patience, true);
  };
  if (options.readyUrl !== undefined && !(await isReady(options.readyUrl, () => ended || signal?.aborted === true))) {
    await stop(1_000);
    signal?.throwIfAborted();
    throw new CliError(ended ? await failed : [`The ${name} did not become ready:`, ...tail].join('\n'));
  }
  return { name, failed, stop };
}

async function isReady(url: string, gaveUp: () => boolean): Promise<boolean> {
  const deadline = Date.now() + READY_PATIENCE;
  while (Date.now() < deadline && !gaveUp()) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
      await answer.body?.cancel();
      if (answer.status === 200) return true;
    } catch {
      // Not listening yet.
    }
    await sleep(50);
  }
  return false;
}

/** Appends to the log, hands each line on and keeps the last ones for a post-mortem. */
function follow(child: ChildProcess, { name, logFile, onLine, report }: ServiceOptions): string[] {
  mkdirSync(dirname(logFile), { recursive: true });
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT) renameSync(logFile, `${logFile}.1`);
  // Opened at once: a stream left to open it later would fail when the folder is gone by then.
  const log = createWriteStream(logFile, { fd: openSync(logFile, 'a', 0o600) });
  log.on('error', (error) => report(`The log of the ${name} cannot be written: ${error.message}`));
  const tail: string[] = [];
  for (const stream of ['stdout', 'stderr'] as const) {
    const input = child[stream];
    if (input === null) continue;
    createInterface({ input }).on('line', (line) => {
      log.write(`${line}\n`);
      tail.push(line);
      if (tail.length > 20) tail.shift();
      onLine(line, stream);
    });
  }
  child.once('close', () => log.end());
  return tail;
}
