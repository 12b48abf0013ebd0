import { Global, Module } from '@nestjs/common';
import { Lifecycle } from './lifecycle.service.ts';
import { ProbesController } from './probes.controller.ts';

/** Probes and the process's life cycle. */
@Global()
@Module({
  controllers: [ProbesController],
  providers: [Lifecycle],
  exports: [Lifecycle],
})
export class HttpModule {}
