import { Global, Module } from '@nestjs/common';
import { LifecycleService } from './lifecycle.service.ts';
import { ProbesController } from './probes.controller.ts';

/** The probes and the lifecycle of the process. */
@Global()
@Module({
  controllers: [ProbesController],
  providers: [LifecycleService],
  exports: [LifecycleService],
})
export class HttpModule {}
