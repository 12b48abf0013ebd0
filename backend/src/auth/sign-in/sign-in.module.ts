import { Module } from '@nestjs/common';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SecondFactorModule } from '../second-factor/second-factor.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInService } from './sign-in.service.ts';
import { SignInLockoutService } from './sign-in-lockout.service.ts';

/** Signing in with a password and, where it is enabled, a second factor. */
@Module({
  imports: [SessionsModule, PasswordsModule, SecondFactorModule],
  controllers: [SignInController],
  providers: [SignInService, SignInLockoutService],
  exports: [SignInLockoutService],
})
export class SignInModule {}
