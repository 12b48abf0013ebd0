import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Piscina } from 'piscina';
import { ServiceUnavailableError } from '../../platform/http/http.errors.ts';
import type { HashingTask } from './hashing.worker.ts';

/** How many callers may wait. Further ones get 503, so that a flood of requests cannot pile up. */
const maximumWaiting = 200;
/** A thread that was idle for this long ends, so an idle process has no threads. */
const idleMs = 10_000;
/** The lowest priority: hashing waits while other requests are answered. */
const niceIncrement = 19;

/** Worker threads that hash with a lower priority than the thread that answers requests. */
export class HashingPool {
  private readonly threads = new Piscina<HashingTask, string | boolean>({
    // The worker is next to this file and has the same extension, compiled or not.
    filename: new URL(`./hashing.worker${extname(import.meta.url)}`, import.meta.url).href,
    minThreads: 0,
    // One processor stays free. Priorities count within one process group only, and the tasks process and the database
    // may be in other groups. `npm run bench -- sign-in-load --split` shows the difference.
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
