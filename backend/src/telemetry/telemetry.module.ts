import { Global, Module } from '@nestjs/common';
import { LoggingModule } from './logging.module.ts';
import { Metrics } from './metrics.service.ts';
import { MetricsServer } from './metrics-server.service.ts';

@Global()
@Module({ imports: [LoggingModule], providers: [Metrics, MetricsServer], exports: [Metrics, MetricsServer] })
export class TelemetryModule {}
