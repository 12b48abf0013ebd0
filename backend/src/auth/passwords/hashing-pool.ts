import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Piscina } from 'piscina';
import { ServiceUnavailableError } from '../../platform/http/http.errors.ts';
import type { HashingTask } from './hashing.worker.ts';

/** Callers that may wait for their turn; further ones are told to come back, so that a flood cannot pile up. */
const maximumWaiting = 200;
/** Threads that had nothing to do for so long end: at rest there are none. */
const idleMs = 10_000;
/** The lowest priority there is: while somebody's tasks are asked for, hashing waits. */
const niceIncrement = 19;

/** Threads that yield to the one that answers requests. */
export class HashingPool {
  private readonly threads = new Piscina<HashingTask, string | boolean>({
    // Compiled or not, the worker lies beside this file and has its extension.
    filename: new URL(`./hashing.worker${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: 0,
    // One processor stays free, since priorities count within a process group only: the tasks process and the database may
    // be in others. `npm run bench -- storm --split` shows the difference.
    maxThreads: Math.max(1, availableParallelism() - 1),
    maxQueue: maximumWaiting,
    idleTimeout: idleMs,
    niceIncrement,
  });

  /** @throws {ServiceUnavailableError} when too many callers wait already */
  async run(task: HashingTask): Promise<string | boolean> {
    if (this.threads.queueSize >= maximumWaiting) throw new ServiceUnavailableError();
    return this.threads.run(task);
  }

  stop(): Promise<void> {
    return this.threads.close();
  }
}
