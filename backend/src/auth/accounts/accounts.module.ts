import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { AccountController } from './account.controller.ts';
import { AccountChangesService } from './account-changes.service.ts';
import { AccountExportsService } from './account-exports.service.ts';
import { AccountsService } from './accounts.service.ts';

@Module({
  imports: [SessionCoreModule, PasswordsModule, MailModule],
  controllers: [AccountController],
  providers: [AccountsService, AccountChangesService, AccountExportsService],
  exports: [AccountsService],
})
export class AccountsModule {}
