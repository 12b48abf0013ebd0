import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.ts';
import { MailModule } from '../mail/mail.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SecondFactorModule } from '../second-factor/second-factor.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { BrowserSignInService } from './browser-sign-in.service.ts';
import { ConfirmationController } from './confirmation.controller.ts';
import { ConfirmationService } from './confirmation.service.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInService } from './sign-in.service.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';
import { UnlockController } from './unlock.controller.ts';
import { UnlockService } from './unlock.service.ts';

/** Signing in with a password and, where it is enabled, a second factor. */
@Module({
  imports: [SessionsModule, DevicesModule, PasswordsModule, SecondFactorModule, MailModule],
  controllers: [SignInController, UnlockController, ConfirmationController],
  providers: [SignInService, BrowserSignInService, SignInLockoutService, UnlockService, ConfirmationService],
  exports: [SignInLockoutService, BrowserSignInService],
})
export class SignInModule {}
