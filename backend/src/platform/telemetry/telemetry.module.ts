import { Global, Module } from '@nestjs/common';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { ApplicationLogger } from './application-logger.ts';
import { DatabasePoolMetricsService } from './database-pool-metrics.service.ts';
import { HttpMetricsService } from './http-metrics.service.ts';
import { LoggingModule } from './logging.module.ts';
import { MetricsServerService } from './metrics-server.service.ts';

/** Logs and Prometheus metrics. */
@Global()
@Module({
  imports: [LoggingModule],
  providers: [
    ApplicationLogger,
    { provide: Registry, useFactory: createProcessRegistry },
    HttpMetricsService,
    DatabasePoolMetricsService,
    MetricsServerService,
  ],
  exports: [ApplicationLogger, HttpMetricsService, MetricsServerService],
})
export class TelemetryModule {}

/** A registry with the metrics of the process and of Node's runtime. */
function createProcessRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
