import { Global, Module } from '@nestjs/common';
import { AccessTokenGuard } from './access-token.guard.ts';
import { AccessTokenVerifier } from './access-token-verifier.service.ts';
import { Lifecycle } from './lifecycle.service.ts';
import { ProbesController } from './probes.controller.ts';

/** What every feature's controllers stand on: token verification, probes, the process's life cycle. */
@Global()
@Module({
  controllers: [ProbesController],
  providers: [AccessTokenVerifier, AccessTokenGuard, Lifecycle],
  exports: [AccessTokenVerifier, AccessTokenGuard, Lifecycle],
})
export class HttpModule {}
