import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { childEnvironment } from './environment.ts';

export interface ServiceOptions {
  readonly program: string;
  readonly arguments: readonly string[];
  /** File that gets stdout and stderr. Its end is quoted when the program does not become ready. */
  readonly logFile: string;
  readonly environment?: Record<string, string | undefined>;
  readonly workingDirectory?: string;
  /** Called until it returns true; an exception counts as "not yet". */
  readonly isReady: () => Promise<boolean>;
  readonly readyWithinSeconds: number;
}

/** A long-running program started by a test. It ends with this process at the latest. */
export class Service {
  readonly #child: ReturnType<typeof spawnService>;
  /** Why it ended; `undefined` while it runs. */
  #end: string | undefined;

  private constructor(options: ServiceOptions) {
    this.#child = spawnService(options);
    void this.#child.then(({ originalMessage }) => {
      this.#end = originalMessage ?? 'it ended';
    });
  }

  /** @throws when the program ends early or is not ready in time; the message quotes the end of its log. */
  static async start(options: ServiceOptions): Promise<Service> {
    const service = new Service(options);
    const deadline = Date.now() + options.readyWithinSeconds * 1000;
    while (Date.now() < deadline && service.#end === undefined) {
      if (await options.isReady().catch(() => false)) return service;
      await sleep(200);
    }
    const state = service.#end ?? `not ready in ${options.readyWithinSeconds} s`;
    await service.stop();
    const log = await readFile(options.logFile, 'utf8').catch(() => '');
    throw new Error(`${basename(options.program)} did not start: ${state}\n${log.slice(-3000)}`);
  }

  /** SIGTERM, and SIGKILL if the program still runs after ten seconds. */
  async stop(): Promise<void> {
    this.#child.kill('SIGTERM');
    await this.#child;
  }
}

function spawnService(options: ServiceOptions) {
  const log = { file: options.logFile, append: true } as const;
  return execa(options.program, options.arguments, {
    ...common(options),
    stdout: log,
    stderr: log,
    buffer: false,
    forceKillAfterDelay: 10_000,
  });
}

interface RunOptions {
  readonly workingDirectory?: string;
  readonly environment?: Record<string, string | undefined>;
  /** Sends SIGINT twice when it is aborted, as an impatient operator does with Ctrl-C. */
  readonly interrupt?: AbortSignal;
}

/**
 * Runs a program to its end and returns its output. The caller checks `exitCode`.
 * @throws when the program cannot be started
 */
export async function run(
  program: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
  const child = execa(program, args, { ...common(options), stripFinalNewline: false });
  options.interrupt?.addEventListener('abort', async () => {
    child.kill('SIGINT');
    await sleep(1000);
    child.kill('SIGINT');
  });
  const result = await child;
  if (result.code !== undefined) throw new Error(result.shortMessage);
  const { exitCode = 1, stdout, stderr } = result;
  return { exitCode, stdout, stderr };
}

function common({ workingDirectory, environment }: RunOptions) {
  return {
    ...(workingDirectory !== undefined && { cwd: workingDirectory }),
    env: childEnvironment(environment),
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  } as const;
}
