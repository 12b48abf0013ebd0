import { setTimeout as sleep } from 'node:timers/promises';

/** A running part of a stack: a child process, or a server with its own folder. */
export interface RunningPart {
  /** Resolves when it has ended for any reason, with a sentence without its period: `The web ended (SIGKILL)`. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

export interface SupervisorOptions {
  /** For messages, as in `The backend is ready again`. */
  readonly name: string;
  /** Already ready. */
  readonly first: RunningPart;
  /** Resolves when the part is ready again; rejects when it is not, and when the signal aborts it. */
  readonly restart: (signal: AbortSignal) => Promise<RunningPart>;
  readonly report: (line: string) => void;
  /** Ends the supervision, like `stop()`. */
  readonly signal?: AbortSignal | undefined;
  readonly timing?: Partial<RestartTiming>;
}

/** Milliseconds. */
export interface RestartTiming {
  /** The wait before the second restart. It doubles with each further one; the first happens at once. */
  readonly secondRestartAfter: number;
  readonly longestWait: number;
  /** A part that has run for so long is restarted at once again. */
  readonly stableAfter: number;
}

const defaultTiming: RestartTiming = { secondRestartAfter: 500, longestWait: 10_000, stableAfter: 30_000 };

/** With the default waits, these take 7.5 s and the time that the starts need. */
const maximumFailedStarts = 5;

/**
 * Restarts a part whenever it ends, with growing waits. It gives up when the part does not become ready in five restarts in
 * a row.
 */
export class Supervisor {
  /** Resolves with the reason when it has given up. */
  readonly failed: Promise<string>;
  private readonly options: SupervisorOptions;
  private readonly timing: RestartTiming;
  private readonly stopping = new AbortController();
  private readonly signal: AbortSignal;
  private readonly watching: Promise<void>;
  private current: RunningPart;
  private restarts = 0;
  private restarting: Promise<unknown> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.options = options;
    this.timing = { ...defaultTiming, ...options.timing };
    this.current = options.first;
    this.signal = AbortSignal.any([this.stopping.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    const { promise, resolve } = Promise.withResolvers<string>();
    this.failed = promise;
    this.watching = this.watch().then((reason) => {
      if (reason !== undefined) resolve(reason);
    });
  }

  /** Resolves when no restart is under way: at once while the part runs. Also when it was given up or stopped. */
  async settled(): Promise<void> {
    await this.restarting;
  }

  /** Ends a restart that is under way, then stops the part. Can be called twice. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
    await this.current.stop();
  }

  /** @returns why it gave up; `undefined` when it was stopped */
  private async watch(): Promise<string | undefined> {
    const stopped = new Promise<undefined>((resolve) => {
      if (this.signal.aborted) resolve(undefined);
      this.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    for (;;) {
      const ready = performance.now();
      const end = await Promise.race([this.current.ended, stopped]);
      if (end === undefined || this.signal.aborted) return undefined;
      if (performance.now() - ready >= this.timing.stableAfter) this.restarts = 0;
      const restarting = this.restart(end);
      this.restarting = restarting;
      const failure = await restarting;
      if (failure !== undefined || this.signal.aborted) return failure;
    }
  }

  /** @returns why the part did not become ready again; `undefined` when it did, or when it was stopped */
  private async restart(end: string): Promise<string | undefined> {
    const { name, report } = this.options;
    const ended = performance.now();
    const start = (wait: number) => `Starting it again ${wait === 0 ? '…' : `in ${wait / 1000} s …`}`;
    for (let failures = 0; ; ) {
      const wait = this.nextWait();
      report(failures === 0 ? `${end}. ${start(wait)}` : `The ${name} did not become ready. ${start(wait)}`);
      try {
        await sleep(wait, undefined, { signal: this.signal });
        this.current = await this.options.restart(this.signal);
        this.signal.throwIfAborted();
        report(`The ${name} is ready again after ${((performance.now() - ended) / 1000).toFixed(1)} s.`);
        return undefined;
      } catch (error) {
        if (this.signal.aborted) return undefined;
        failures += 1;
        if (failures < maximumFailedStarts) continue;
        const reason = error instanceof Error ? error.message : String(error);
        return `The ${name} did not become ready in ${failures} restarts. The last one:\n${reason}`;
      }
    }
  }

  private nextWait(): number {
    const { secondRestartAfter, longestWait } = this.timing;
    const wait = this.restarts === 0 ? 0 : Math.min(secondRestartAfter * 2 ** (this.restarts - 1), longestWait);
    this.restarts += 1;
    return wait;
  }
}
