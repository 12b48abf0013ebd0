import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyChallengeEntity } from './passkey-challenge.entity.ts';
import { PasskeyChallenges } from './passkey-challenges.service.ts';
import { PasskeyRegistration } from './passkey-registration.service.ts';
import { PasskeySignInController } from './passkey-sign-in.controller.ts';
import { PasskeySignIn } from './passkey-sign-in.service.ts';
import { PasskeysController } from './passkeys.controller.ts';
import { Passkeys } from './passkeys.service.ts';
import { RelyingParty } from './relying-party.service.ts';

/** Passkeys (WebAuthn): added, removed, and signed in with. */
@Module({
  imports: [TypeOrmModule.forFeature([PasskeyEntity, PasskeyChallengeEntity]), SessionCoreModule, AccountsModule],
  controllers: [PasskeysController, PasskeySignInController],
  providers: [RelyingParty, PasskeyChallenges, PasskeyRegistration, PasskeySignIn, Passkeys],
})
export class PasskeysModule {}
