import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { AccountController } from './account.controller.ts';
import { AccountChanges } from './account-changes.service.ts';
import { AccountExports } from './account-exports.service.ts';
import { Accounts } from './accounts.service.ts';

@Module({
  imports: [SessionCoreModule, PasswordsModule, MailModule],
  controllers: [AccountController],
  providers: [Accounts, AccountChanges, AccountExports],
  exports: [Accounts],
})
export class AccountsModule {}
