import { Module } from '@nestjs/common';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { AddressVerification } from './address-verification.service.ts';
import { MailController } from './mail.controller.ts';
import { PasswordReset } from './password-reset.service.ts';

/** Mail, and the links in it: verifying an address, resetting a password. */
@Module({
  imports: [SessionCoreModule, PasswordsModule],
  controllers: [MailController],
  providers: [AddressVerification, PasswordReset],
  exports: [AddressVerification],
})
export class MailModule {}
