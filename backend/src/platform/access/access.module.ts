import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.ts';
import { AccessTokenVerifierService } from './access-token-verifier.service.ts';
import { PersonalAccessTokenEntity } from './personal-access-token.entity.ts';
import { PersonalAccessTokenVerifierService } from './personal-access-token-verifier.service.ts';
import { VerificationKeysService } from './verification-keys.service.ts';

/** Authenticates requests and checks the scopes of their tokens, for the controllers of every feature. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([PersonalAccessTokenEntity])],
  providers: [VerificationKeysService, AccessTokenVerifierService, PersonalAccessTokenVerifierService, AccessGuard],
  exports: [VerificationKeysService, AccessTokenVerifierService, PersonalAccessTokenVerifierService, AccessGuard],
})
export class AccessModule {}
