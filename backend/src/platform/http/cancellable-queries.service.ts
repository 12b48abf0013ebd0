import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, type QueryRunner } from 'typeorm';
import { ReservedConnectionService } from '../database/reserved-connection.service.ts';
import { RequestAbandonedError } from './http.errors.ts';
import { requestContext } from './request-context.ts';

/** Ends queries whose answer nobody waits for. For reads that can take long. */
@Injectable()
export class CancellableQueriesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly reserved: ReservedConnectionService,
  ) {}

  /**
   * Runs queries on one connection of the pool. When the client of the current request disconnects, the running query
   * is ended in the database, and a query that still waits for a connection does not start.
   *
   * @throws {RequestAbandonedError} when the client has disconnected
   */
  async run<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result> {
    const signal = requestContext()?.abandoned;
    if (signal === undefined) return work(this.dataSource.manager);
    if (signal.aborted) throw new RequestAbandonedError();
    const runner = this.dataSource.createQueryRunner();
    try {
      const { threadId }: { threadId: number } = await runner.connect();
      if (signal.aborted) throw new RequestAbandonedError();
      return await this.endOnAbort(runner, threadId, signal, work);
    } finally {
      await runner.release();
    }
  }

  private async endOnAbort<Result>(
    runner: QueryRunner,
    threadId: number,
    signal: AbortSignal,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    let killing: Promise<unknown> | undefined;
    const kill = () => {
      // A failure is harmless: the time of each statement is bounded.
      killing = this.reserved.killQuery(threadId).catch(() => {});
    };
    signal.addEventListener('abort', kill, { once: true });
    try {
      return await work(runner.manager);
    } catch (error) {
      throw signal.aborted ? new RequestAbandonedError() : error;
    } finally {
      signal.removeEventListener('abort', kill);
      if (killing !== undefined) {
        // The connection returns to the pool only when the order to end its query cannot hit the next user's.
        await killing;
        await runner.query('DO 0').catch(() => {});
      }
    }
  }
}
