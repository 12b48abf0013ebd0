import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '../cluster/environment.ts';

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** However this process ends, what it started ends with it, each by its own handle. */
function endsWithThisProcess<Child extends ChildProcess>(child: Child): Child {
  running.add(child);
  return child.once('close', () => running.delete(child));
}

export interface ServiceOptions {
  readonly program: string;
  readonly arguments: readonly string[];
  /** File that gets stdout and stderr; its end is quoted when the program does not come up. */
  readonly logFile: string;
  readonly environment?: Record<string, string | undefined>;
  readonly workingDirectory?: string;
  /** Asked until it answers true; an exception counts as "not yet". */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinSeconds: number;
}

/** A long-running program started by a test. */
export class Service {
  readonly #child: ChildProcess;
  readonly #name: string;

  private constructor(child: ChildProcess, name: string) {
    this.#child = child;
    this.#name = name;
  }

  /** @throws when the program ends early or is not ready in time; the message quotes the end of its log. */
  static async start(options: ServiceOptions): Promise<Service> {
    const child = endsWithThisProcess(
      spawn(options.program, [...options.arguments], {
        cwd: options.workingDirectory,
        env: childEnvironment(options.environment),
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    const log = createWriteStream(options.logFile, { flags: 'a' });
    child.stdout.pipe(log);
    child.stderr.pipe(log);
    const service = new Service(child, basename(options.program));
    await service.#untilReady(options);
    return service;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** SIGTERM, and SIGKILL if it is still there after ten seconds. */
  async stop(): Promise<void> {
    if (this.#hasEnded()) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await ended;
    clearTimeout(timer);
  }

  async #untilReady(options: ServiceOptions): Promise<void> {
    const deadline = Date.now() + options.readyWithinSeconds * 1000;
    let failure: Error | undefined;
    this.#child.once('error', (error) => {
      failure = error;
    });
    while (Date.now() < deadline && failure === undefined && !this.#hasEnded()) {
      if (await options.isReady().catch(() => false)) return;
      await sleep(200);
    }
    const state = failure?.message ?? (this.#hasEnded() ? 'it ended' : `not ready in ${options.readyWithinSeconds} s`);
    await this.stop();
    const log = await readFile(options.logFile, 'utf8').catch(() => '');
    throw new Error(`${this.#name} did not come up: ${state}\n${log.slice(-3000)}`);
  }

  #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined;
  }
}

/** Runs a program to its end and gives its output. Never throws for a non-zero exit: callers judge `exitCode`. */
export async function run(
  program: string,
  args: readonly string[],
  options: { workingDirectory?: string; environment?: Record<string, string | undefined> } = {},
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const child = endsWithThisProcess(
    spawn(program, [...args], {
      cwd: options.workingDirectory,
      env: childEnvironment(options.environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [exitCode] = await once(child, 'close');
  return { exitCode: typeof exitCode === 'number' ? exitCode : 1, stdout, stderr };
}
