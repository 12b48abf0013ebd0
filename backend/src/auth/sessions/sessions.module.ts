import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SecondFactorModule } from '../second-factor/second-factor.module.ts';
import { SessionCoreModule } from './session-core.module.ts';
import { SessionPurgeService } from './session-purge.service.ts';
import { SessionsController } from './sessions.controller.ts';
import { SignInService } from './sign-in.service.ts';

/** Signing in with a password, staying signed in, and seeing where one is. */
@Module({
  imports: [SessionCoreModule, AccountsModule, PasswordsModule, SecondFactorModule],
  controllers: [SessionsController],
  providers: [SignInService, SessionPurgeService],
})
export class SessionsModule {}
