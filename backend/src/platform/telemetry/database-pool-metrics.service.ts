import { Injectable } from '@nestjs/common';
import { Gauge, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

/**
 * The part of mysql2's pool that is measured. It is not in its public types; after a change, the test would see zeros.
 */
interface PoolInternals {
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
}

/** Measures the pool of database connections whenever the metrics are read. */
@Injectable()
export class DatabasePoolMetricsService {
  constructor(registry: Registry, dataSource: DataSource) {
    const { pool } = dataSource.driver as unknown as { pool?: PoolInternals };
    const connections = new Gauge({
      name: 'database_pool_connections',
      help: 'Connections of the pool to the database.',
      labelNames: ['state'] as const,
      registers: [registry],
      collect() {
        const free = pool?._freeConnections?.length ?? 0;
        connections.set({ state: 'idle' }, free);
        connections.set({ state: 'used' }, (pool?._allConnections?.length ?? 0) - free);
      },
    });
    const waiting = new Gauge({
      name: 'database_pool_waiting_requests',
      help: 'Requests waiting for a connection of the pool.',
      registers: [registry],
      collect() {
        waiting.set(pool?._connectionQueue?.length ?? 0);
      },
    });
  }
}
