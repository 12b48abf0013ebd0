import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/audit.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { SignInModule } from '../sign-in/sign-in.module.ts';
import { PasskeyEntity } from './passkey.entity.ts';
import { PasskeyChallengeEntity } from './passkey-challenge.entity.ts';
import { PasskeyChallengesService } from './passkey-challenges.service.ts';
import { PasskeyRegistrationService } from './passkey-registration.service.ts';
import { PasskeySignInController } from './passkey-sign-in.controller.ts';
import { PasskeySignInService } from './passkey-sign-in.service.ts';
import { PasskeysController } from './passkeys.controller.ts';
import { PasskeysService } from './passkeys.service.ts';
import { RelyingPartyService } from './relying-party.service.ts';

/** Passkeys (WebAuthn): adding, listing and removing them, and signing in with them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([PasskeyEntity, PasskeyChallengeEntity]),
    SessionsModule,
    SignInModule,
    PasswordsModule,
    MailModule,
    AuditModule,
  ],
  controllers: [PasskeysController, PasskeySignInController],
  providers: [
    RelyingPartyService,
    PasskeyChallengesService,
    PasskeyRegistrationService,
    PasskeySignInService,
    PasskeysService,
  ],
  exports: [PasskeysService],
})
export class PasskeysModule {}
