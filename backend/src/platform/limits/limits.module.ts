import { Global, Module } from '@nestjs/common';
import { LimitInterceptor } from './limit.interceptor.ts';
import { LimitPurge } from './limit-purge.service.ts';
import { LimitStore } from './limit-store.service.ts';

/** How often things may be done, counted by all replicas together. */
@Global()
@Module({
  providers: [LimitStore, LimitInterceptor, LimitPurge],
  exports: [LimitStore, LimitInterceptor],
})
export class LimitsModule {}
