import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.ts';
import { DevicesModule } from '../devices/devices.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { PasskeysModule } from '../passkeys/passkeys.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { SignInModule } from '../sign-in/sign-in.module.ts';
import { AccountController } from './account.controller.ts';
import { AccountChangesService } from './account-changes.service.ts';
import { AccountExportsService } from './account-exports.service.ts';
import { AccountsService } from './accounts.service.ts';
import { EmailVerificationController } from './email-verification.controller.ts';
import { EmailVerificationService } from './email-verification.service.ts';
import { PasswordResetController } from './password-reset.controller.ts';
import { PasswordResetService } from './password-reset.service.ts';

/**
 * A user's own account: registering, changing, exporting and deleting it, verifying its address, resetting its
 * password.
 */
@Module({
  imports: [SessionsModule, DevicesModule, SignInModule, PasswordsModule, PasskeysModule, MailModule, AuditModule],
  controllers: [AccountController, EmailVerificationController, PasswordResetController],
  providers: [
    AccountsService,
    AccountChangesService,
    AccountExportsService,
    EmailVerificationService,
    PasswordResetService,
  ],
})
export class AccountModule {}
