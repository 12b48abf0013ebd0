import { Global, Module } from '@nestjs/common';
import { LimitInterceptor } from './limit.interceptor.ts';
import { LimitStore } from './limit-store.service.ts';

/** How often things may be done, counted by all replicas together. */
@Global()
@Module({
  providers: [LimitStore, LimitInterceptor],
  exports: [LimitStore, LimitInterceptor],
})
export class LimitsModule {}
