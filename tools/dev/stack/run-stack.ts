import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from '../../shared/cli-error.ts';
import { readEnvironment } from '../../shared/environment.ts';
import { requireNode } from './require-node.ts';
import { startStack } from './start-stack.ts';

export interface RunOptions {
  readonly watch: boolean;
  /** The command, for messages. */
  readonly command: string;
}

const defaultPort = 3000;

/** Runs Taskyard in the foreground until Ctrl-C, or until one part cannot be restarted, then stops everything and exits. */
export async function runStack({ watch, command }: RunOptions): Promise<never> {
  const began = performance.now();
  const report = (line: string) => console.log(`${seconds(began)}  ${line}`);
  const stopped = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort());
  try {
    requireNode(process.version);
    const { dataDir, databaseUrl, port } = readEnvironment();
    const stack = await startStack({
      dataDir,
      databaseUrl,
      port: parsePort(port),
      watch,
      report,
      signal: stopped.signal,
    });
    report(`Taskyard is ready: ${stack.origin}  (Ctrl-C stops it)`);
    const { username, passwordFile, isNew } = stack.admin;
    if (isNew) report(`Admin: sign in as ${username}; the first password is in ${passwordFile}`);
    const interrupted = once(stopped.signal, 'abort').then(() => undefined);
    const failure = stopped.signal.aborted ? undefined : await Promise.race([stack.failed, interrupted]);
    report(failure === undefined ? 'Stopping …' : `${failure}\nStopping the rest …`);
    const stopping = performance.now();
    await stack.stop();
    console.log(`Stopped in ${seconds(stopping).trim()}; your data is kept in ${dataDir}.`);
    return exit(failure === undefined ? 0 : 1);
  } catch (error) {
    if (stopped.signal.aborted) {
      console.log('Stopped before everything had started.');
      return exit(0);
    }
    console.error(error instanceof CliError ? `\n${command}: ${error.message}` : error);
    return exit(1);
  }
}

function parsePort(port: string | undefined): number {
  const number = Number(port ?? defaultPort);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new CliError(`PORT must be a whole number from 0 (any free port) to 65535, not "${port}".`);
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`.padStart(7);
}

/** Waits until piped output is written. */
async function exit(code: number): Promise<never> {
  await sleep(10);
  process.exit(code);
}
