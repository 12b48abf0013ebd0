import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyChallengeEntity } from './passkey-challenge.entity.ts';
import { PasskeyChallengesService } from './passkey-challenges.service.ts';
import { PasskeyRegistrationService } from './passkey-registration.service.ts';
import { PasskeySignInController } from './passkey-sign-in.controller.ts';
import { PasskeySignInService } from './passkey-sign-in.service.ts';
import { PasskeysController } from './passkeys.controller.ts';
import { PasskeysService } from './passkeys.service.ts';
import { RelyingPartyService } from './relying-party.service.ts';

/** Passkeys (WebAuthn): added, removed, and signed in with. */
@Module({
  imports: [TypeOrmModule.forFeature([PasskeyEntity, PasskeyChallengeEntity]), SessionCoreModule, AccountsModule],
  controllers: [PasskeysController, PasskeySignInController],
  providers: [
    RelyingPartyService,
    PasskeyChallengesService,
    PasskeyRegistrationService,
    PasskeySignInService,
    PasskeysService,
  ],
})
export class PasskeysModule {}
