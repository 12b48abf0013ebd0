import { Global, Module } from '@nestjs/common';
import { ApplicationLogger } from './application-logger.ts';
import { LoggingModule } from './logging.module.ts';
import { MetricsService } from './metrics.service.ts';
import { MetricsServerService } from './metrics-server.service.ts';

@Global()
@Module({
  imports: [LoggingModule],
  providers: [ApplicationLogger, MetricsService, MetricsServerService],
  exports: [ApplicationLogger, MetricsService, MetricsServerService],
})
export class TelemetryModule {}
