import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { DataSource } from 'typeorm';

const labelNames = ['method', 'route', 'status'] as const;

/** The part of mysql2's pool that is counted. It is not in its public types; a change would show as zeros in the test. */
interface PoolInternals {
  readonly _allConnections?: { readonly length: number };
  readonly _freeConnections?: { readonly length: number };
  readonly _connectionQueue?: { readonly length: number };
}

/** Prometheus metrics of this process: Node's own, HTTP by route pattern, and the database pool. */
@Injectable()
export class MetricsService {
  readonly registry = new Registry();

  private readonly requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered.',
    labelNames,
    registers: [this.registry],
  });

  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer.',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });

  constructor(dataSource: DataSource) {
    collectDefaultMetrics({ register: this.registry });
    const pool = (dataSource.driver as unknown as { pool?: PoolInternals }).pool;
    const connections = new Gauge({
      name: 'database_pool_connections',
      help: 'Connections of the pool to the database.',
      labelNames: ['state'] as const,
      registers: [this.registry],
      collect() {
        const free = pool?._freeConnections?.length ?? 0;
        connections.set({ state: 'idle' }, free);
        connections.set({ state: 'used' }, (pool?._allConnections?.length ?? 0) - free);
      },
    });
    const waiting = new Gauge({
      name: 'database_pool_waiting_requests',
      help: 'Requests waiting for a connection of the pool.',
      registers: [this.registry],
      collect() {
        waiting.set(pool?._connectionQueue?.length ?? 0);
      },
    });
  }

  /** Counts every answer under its route's pattern; raw paths would make a series for each task. */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', async (request, reply) => {
      const labels = {
        method: request.method,
        route: request.routeOptions.url ?? 'unmatched',
        status: String(reply.statusCode),
      };
      this.requests.inc(labels);
      this.durations.observe(labels, reply.elapsedTime / 1000);
    });
  }
}
