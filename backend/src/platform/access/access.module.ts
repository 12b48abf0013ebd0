import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.ts';
import { AccessTokenVerifier } from './access-token-verifier.service.ts';
import { PersonalAccessTokenEntity } from './personal-access-token.entity.ts';
import { PersonalAccessTokenVerifier } from './personal-access-token-verifier.service.ts';
import { VerificationKeys } from './verification-keys.service.ts';

/** Who is calling, and how far their token reaches: what every feature's controllers ask before they act. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([PersonalAccessTokenEntity])],
  providers: [VerificationKeys, AccessTokenVerifier, PersonalAccessTokenVerifier, AccessGuard],
  exports: [VerificationKeys, AccessTokenVerifier, PersonalAccessTokenVerifier, AccessGuard],
})
export class AccessModule {}
