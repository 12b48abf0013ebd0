import { Global, Module } from '@nestjs/common';
import { CancellableQueriesService } from './cancellable-queries.service.ts';
import { LifecycleService } from './lifecycle.service.ts';
import { ProbesController } from './probes.controller.ts';

/** The probes, the lifecycle of the process, and queries that end with their request. */
@Global()
@Module({
  controllers: [ProbesController],
  providers: [LifecycleService, CancellableQueriesService],
  exports: [LifecycleService, CancellableQueriesService],
})
export class HttpModule {}
