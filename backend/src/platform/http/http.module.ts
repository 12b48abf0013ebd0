import { Global, Module } from '@nestjs/common';
import { LifecycleService } from './lifecycle.service.ts';
import { ProbesController } from './probes.controller.ts';

/** Probes and the process's life cycle. */
@Global()
@Module({
  controllers: [ProbesController],
  providers: [LifecycleService],
  exports: [LifecycleService],
})
export class HttpModule {}
