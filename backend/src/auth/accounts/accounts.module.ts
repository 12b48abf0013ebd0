import { Module } from '@nestjs/common';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { AccountController } from './account.controller.ts';
import { AccountExports } from './account-exports.service.ts';
import { Accounts } from './accounts.service.ts';
import { PasswordConfirmation } from './password-confirmation.service.ts';

@Module({
  imports: [SessionCoreModule, PasswordsModule],
  controllers: [AccountController],
  providers: [Accounts, AccountExports, PasswordConfirmation],
  exports: [Accounts, PasswordConfirmation],
})
export class AccountsModule {}
