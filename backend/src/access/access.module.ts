import { Global, Module } from '@nestjs/common';
import { AccessGuard } from './access.guard.ts';
import { AccessTokenVerifier } from './access-token-verifier.service.ts';

/** Who is calling, and how far their token reaches: what every feature's controllers ask before they act. */
@Global()
@Module({
  providers: [AccessTokenVerifier, AccessGuard],
  exports: [AccessTokenVerifier, AccessGuard],
})
export class AccessModule {}
