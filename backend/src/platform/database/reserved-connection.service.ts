import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../config/environment.ts';
import { dataSourceOptions } from './data-source-options.ts';
import { initializeWhenReachable } from './initialize-when-reachable.ts';

/**
 * One connection outside of the pool, for what has to work while the pool is busy: the readiness probe, and ending a
 * query of the pool.
 */
@Injectable()
export class ReservedConnectionService implements OnModuleInit, OnModuleDestroy {
  private readonly dataSource: DataSource;

  constructor(@Inject(ENVIRONMENT) private readonly environment: Environment) {
    this.dataSource = new DataSource(
      dataSourceOptions(environment.DATABASE_URL, { ...environment, DATABASE_POOL_SIZE: 1 }),
    );
  }

  async onModuleInit(): Promise<void> {
    await initializeWhenReachable(this.dataSource, this.environment.DATABASE_CONNECT_SECONDS);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }

  async ping(): Promise<void> {
    await this.dataSource.query('SELECT 1');
  }

  /** Ends the running query of another connection of the same database user, which needs no privilege. */
  async killQuery(threadId: number): Promise<void> {
    await this.dataSource.query(`KILL QUERY ${threadId}`);
  }
}
