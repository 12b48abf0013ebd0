import { Global, Module } from '@nestjs/common';
import { AccountKeysService } from './account-keys.service.ts';
import { LimitInterceptor } from './limit.interceptor.ts';
import { LimitPurgeService } from './limit-purge.service.ts';
import { LimitStoreService } from './limit-store.service.ts';

/** Rate limits and lock-outs, counted by all replicas together. */
@Global()
@Module({
  providers: [LimitStoreService, AccountKeysService, LimitInterceptor, LimitPurgeService],
  exports: [LimitStoreService, AccountKeysService, LimitInterceptor],
})
export class LimitsModule {}
