import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccessGuard } from './access.guard.ts';
import { AccessTokenVerifierService } from './access-token-verifier.service.ts';
import { PersonalAccessTokenEntity } from './personal-access-token.entity.ts';
import { PersonalAccessTokenVerifierService } from './personal-access-token-verifier.service.ts';
import { VerificationKeysService } from './verification-keys.service.ts';

/** Who is calling, and how far their token reaches: what every feature's controllers ask before they act. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([PersonalAccessTokenEntity])],
  providers: [VerificationKeysService, AccessTokenVerifierService, PersonalAccessTokenVerifierService, AccessGuard],
  exports: [VerificationKeysService, AccessTokenVerifierService, PersonalAccessTokenVerifierService, AccessGuard],
})
export class AccessModule {}
