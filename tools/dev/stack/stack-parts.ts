import { childEnvironment } from '../../shared/environment.ts';
import { startService } from '../../shared/processes/service.ts';
import { type RunningPart, Supervisor } from '../../shared/processes/supervisor.ts';
import type { Database } from '../database/database.ts';
import { type DatabaseOptions, startDatabase } from '../database/start-database.ts';
import { terminalLine } from './log-line.ts';
import type { Program } from './programs.ts';
import type { StackLayout } from './stack-layout.ts';
import type { Teardown } from './teardown.ts';

export interface StackPartsOptions {
  readonly layout: StackLayout;
  /** Gets a step for each part, which stops it. */
  readonly teardown: Teardown;
  /** Shows all messages of the programs, as during development; otherwise only warnings and errors. */
  readonly watch: boolean;
  /** Additional environment variables of the programs. */
  readonly env: Readonly<Record<string, string>> | undefined;
  readonly report: (line: string) => void;
  /** Aborts the first starts. */
  readonly signal: AbortSignal | undefined;
}

/** Starts the parts of a stack, and restarts each one that ends. */
export class StackParts {
  /** Resolves with the reason when a part ended and could not be restarted. */
  readonly failed: Promise<string>;
  private readonly options: StackPartsOptions;
  private readonly ending = new AbortController();
  private readonly fail: (reason: string) => void;
  private database: Supervisor | undefined;

  constructor(options: StackPartsOptions) {
    this.options = options;
    const { promise, resolve } = Promise.withResolvers<string>();
    this.failed = promise;
    this.fail = resolve;
    // First, so that nothing is restarted while the other parts are stopped.
    options.teardown.addFirst(() => this.ending.abort());
  }

  /** @throws CliError that says what to do */
  async startDatabase(options: Pick<DatabaseOptions, 'url' | 'folder' | 'machine' | 'durable'>): Promise<Database> {
    const { report, signal } = this.options;
    const database = await startDatabase({ ...options, report, signal });
    if (database.kind !== 'given') {
      this.database = this.supervise('database', partOf(database), async (restartSignal) =>
        partOf(await database.restart(restartSignal)),
      );
    }
    return database;
  }

  /** @throws CliError with its last lines when it ends early or is not ready in time */
  async startProgram(program: Program, stopTimeoutMs: number): Promise<void> {
    const start = async (signal: AbortSignal | undefined): Promise<RunningPart> => {
      const service = await startService(this.serviceOptions(program, signal));
      return { ended: service.ended, stop: () => service.stop(stopTimeoutMs) };
    };
    this.supervise(program.name, await start(this.options.signal), async (signal) => {
      if (program.needsDatabase) await this.database?.settled();
      signal.throwIfAborted();
      return start(signal);
    });
  }

  private supervise(
    name: string,
    first: RunningPart,
    restart: (signal: AbortSignal) => Promise<RunningPart>,
  ): Supervisor {
    const { report, teardown } = this.options;
    const supervisor = new Supervisor({ name, first, restart, report, signal: this.ending.signal });
    teardown.add(() => supervisor.stop());
    void supervisor.failed.then(this.fail);
    return supervisor;
  }

  private serviceOptions(program: Program, signal: AbortSignal | undefined) {
    const { layout, watch, env, report } = this.options;
    return {
      ...program,
      env: childEnvironment({ ...program.env, ...env }),
      logFile: layout.logFile(program.name),
      pidFile: layout.pidFile(program.name),
      report,
      signal,
      onLine: (line: string, stream: 'stdout' | 'stderr') => {
        const shown = terminalLine(program.name, line, watch || stream === 'stderr');
        if (shown !== undefined) report(shown);
      },
    };
  }
}

function partOf({ failed, stop }: Database): RunningPart {
  return { ended: failed.then((reason) => `The database failed: ${reason}`), stop };
}
