import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENVIRONMENT } from '../../platform/config/environment.ts';
import { PasswordsModule } from '../passwords/passwords.module.ts';
import { SessionCoreModule } from '../sessions/session-core.module.ts';
import { AddressVerification } from './address-verification.service.ts';
import { chooseMailTransport } from './choose-mail-transport.ts';
import { EmailLinkEntity } from './email-link.entity.ts';
import { EmailLinkPurge } from './email-link-purge.service.ts';
import { EmailLinks } from './email-links.service.ts';
import { MailController } from './mail.controller.ts';
import { MAIL_TRANSPORT } from './mail-transport.ts';
import { Outbox } from './outbox.service.ts';
import { PasswordReset } from './password-reset.service.ts';

/** Mail, and the links in it: verifying an address, resetting a password. */
@Module({
  imports: [TypeOrmModule.forFeature([EmailLinkEntity]), SessionCoreModule, PasswordsModule],
  controllers: [MailController],
  providers: [
    { provide: MAIL_TRANSPORT, inject: [ENVIRONMENT], useFactory: chooseMailTransport },
    Outbox,
    EmailLinks,
    EmailLinkPurge,
    AddressVerification,
    PasswordReset,
  ],
  exports: [Outbox, EmailLinks, AddressVerification],
})
export class MailModule {}
