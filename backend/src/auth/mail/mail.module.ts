import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { EmailLinkEntity } from './email-link.entity.ts';
import { EmailLinkPurgeService } from './email-link-purge.service.ts';
import { EmailLinksService } from './email-links.service.ts';
import { FolderTransport } from './folder-transport.ts';
import { MailQueueService } from './mail-queue.service.ts';
import { MAIL_TRANSPORT, type MailTransport } from './mail-transport.ts';
import { SecurityNoticesService } from './security-notices.service.ts';
import { SmtpTransport } from './smtp-transport.ts';
import { VerifiedEmailService } from './verified-email.service.ts';

/** Sends mail, and issues the links in it. */
@Module({
  imports: [TypeOrmModule.forFeature([EmailLinkEntity])],
  providers: [
    { provide: MAIL_TRANSPORT, inject: [ENVIRONMENT], useFactory: createMailTransport },
    MailQueueService,
    EmailLinksService,
    EmailLinkPurgeService,
    VerifiedEmailService,
    SecurityNoticesService,
  ],
  exports: [MailQueueService, EmailLinksService, VerifiedEmailService, SecurityNoticesService],
})
export class MailModule {}

/** SMTP_URL takes precedence over MAIL_FOLDER, so that `npm start` with SMTP_URL sends real mail. */
function createMailTransport(environment: Environment): MailTransport | undefined {
  const { SMTP_URL, MAIL_FOLDER, MAIL_LOG_LINKS, PUBLIC_ORIGIN } = environment;
  const from = environment.MAIL_FROM ?? `Taskyard <no-reply@${new URL(PUBLIC_ORIGIN).hostname}>`;
  if (SMTP_URL !== undefined) return new SmtpTransport(new URL(SMTP_URL), from);
  if (MAIL_FOLDER !== undefined) return new FolderTransport(MAIL_FOLDER, from, MAIL_LOG_LINKS);
  return undefined;
}
