import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENVIRONMENT } from '../../platform/config/environment.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { AddressVerificationService } from './address-verification.service.ts';
import { chooseMailTransport } from './choose-mail-transport.ts';
import { EmailLinkEntity } from './email-link.entity.ts';
import { EmailLinkPurgeService } from './email-link-purge.service.ts';
import { EmailLinksService } from './email-links.service.ts';
import { MailController } from './mail.controller.ts';
import { MailQueueService } from './mail-queue.service.ts';
import { MAIL_TRANSPORT } from './mail-transport.ts';
import { PasswordResetService } from './password-reset.service.ts';

/** Mail, and the links in it: verifying an address, resetting a password. */
@Module({
  imports: [TypeOrmModule.forFeature([EmailLinkEntity]), SessionCoreModule, PasswordsModule],
  controllers: [MailController],
  providers: [
    { provide: MAIL_TRANSPORT, inject: [ENVIRONMENT], useFactory: chooseMailTransport },
    MailQueueService,
    EmailLinksService,
    EmailLinkPurgeService,
    AddressVerificationService,
    PasswordResetService,
  ],
  exports: [MailQueueService, EmailLinksService, AddressVerificationService],
})
export class MailModule {}
