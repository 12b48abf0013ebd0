import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { EmailLinksService } from './email-links.service.ts';
import { verificationLetter } from './email-templates.ts';
import { LinkInvalidError } from './mail.errors.ts';
import { MailQueueService } from './mail-queue.service.ts';

/** Shows that mail to an account's address reaches the person. */
@Injectable()
export class AddressVerificationService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly outbox: MailQueueService,
    private readonly audit: AuditLogService,
  ) {}

  /** Mails the link on request. @throws {MailUnavailableError} */
  request(user: UserEntity): void {
    this.outbox.requireMail();
    this.offer(user);
  }

  /** Mails the link to an address that is not verified yet, if mail is set up. */
  offer({ id }: UserEntity): void {
    this.outbox.post(async () => {
      const issued = await this.links.issue('verify_email', { id, email_verified_at: IsNull() });
      return issued && verificationLetter(issued);
    });
  }

  /** @throws {LinkInvalidError} also when the account has another address since the link was mailed, or is disabled */
  async complete(token: string): Promise<void> {
    const link = await this.links.find('verify_email', token);
    if (link === null) throw new LinkInvalidError();
    await this.database.transaction(async (transaction) => {
      // The account before the link, as everywhere: in another order, two could wait for each other.
      const { affected } = await transaction.update(
        UserEntity,
        { id: link.user_id, email: link.email, disabled_at: IsNull() },
        { email_verified_at: new Date() },
      );
      if (affected !== 1 || !(await this.links.spend(link, transaction))) throw new LinkInvalidError();
      const { user_id: id } = link;
      await this.audit.record({ action: 'account.email_verified', actorId: id, subjectId: id }, transaction);
    });
  }
}
