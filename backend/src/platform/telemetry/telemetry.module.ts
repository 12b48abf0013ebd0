import { Global, Module } from '@nestjs/common';
import { ApplicationLogger } from './application-logger.ts';
import { LoggingModule } from './logging.module.ts';
import { Metrics } from './metrics.service.ts';
import { MetricsServer } from './metrics-server.service.ts';

@Global()
@Module({
  imports: [LoggingModule],
  providers: [ApplicationLogger, Metrics, MetricsServer],
  exports: [ApplicationLogger, Metrics, MetricsServer],
})
export class TelemetryModule {}
