import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../cli-error.ts';
import { endProcess } from './end-process.ts';
import { identify } from './process-identity.ts';
import { endRecordedProcess, recordProcess } from './recorded-process.ts';

export interface ServiceOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Answers 200 when the service is ready. Without a URL the service counts as ready at once. */
  readonly readyUrl?: string;
  /** The service's output is appended to this file. */
  readonly logFile: string;
  readonly pidFile: string;
  readonly onLine: (line: string, stream: 'stdout' | 'stderr') => void;
  readonly report: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** A running child process of this program. */
export interface Service {
  readonly name: string;
  /** Resolves when it has ended for any reason, as `The backend ended (SIGKILL)`. */
  readonly ended: Promise<string>;
  /** SIGTERM, and SIGKILL after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

const readyTimeoutMs = 60_000;
const maximumLogBytes = 10 * 1024 * 1024;

/** @throws CliError with its last lines when it ends early or is not ready in time */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, pidFile, report, signal } = options;
  await endRecordedProcess(pidFile, name, 3_000, report);
  // Its own process group: Ctrl-C in the terminal must only reach this process, which stops everything in order.
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const identity = child.pid === undefined ? null : identify(child.pid);
  if (identity !== null) recordProcess(pidFile, identity);
  const tail = followOutput(child, options);

  // Its own children would keep the port and the pipes, so that a restart fails and `close` never comes.
  child.once('exit', () => killGroup(child.pid));
  let hasEnded = false;
  const ended = new Promise<string>((resolve) => {
    child.once('error', ({ message }) => {
      hasEnded = true;
      resolve(`The ${name} could not be started (${message})`);
    });
    child.once('close', (code, reason) => {
      hasEnded = true;
      resolve(`The ${name} ended (${reason ?? `exit code ${code}`})`);
    });
  });
  const stop = async (timeoutMs: number) => {
    if (identity !== null) await endProcess(identity, timeoutMs, true);
  };
  if (
    options.readyUrl !== undefined &&
    !(await isReady(options.readyUrl, () => hasEnded || signal?.aborted === true))
  ) {
    await stop(1_000);
    signal?.throwIfAborted();
    const reason = hasEnded ? `${await ended}. Its last lines:` : `The ${name} did not become ready:`;
    throw new CliError([reason, ...tail].join('\n'));
  }
  return { name, ended, stop };
}

/** Kills what is left of a process group whose leader has ended. */
function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // Nothing is left.
  }
}

async function isReady(url: string, isCancelled: () => boolean): Promise<boolean> {
  const deadline = Date.now() + readyTimeoutMs;
  while (Date.now() < deadline && !isCancelled()) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
      await answer.body?.cancel();
      if (answer.status === 200) return true;
    } catch {
      // The service does not listen yet.
    }
    await sleep(50);
  }
  return false;
}

/** Appends the output to the log, passes each line on, and returns an array that holds the last lines. */
function followOutput(child: ChildProcess, { name, logFile, onLine, report }: ServiceOptions): string[] {
  mkdirSync(dirname(logFile), { recursive: true });
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > maximumLogBytes) renameSync(logFile, `${logFile}.1`);
  // Opened now: a stream that opens the file later fails when the folder has been removed.
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
