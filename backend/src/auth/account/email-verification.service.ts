import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { emailVerificationMessage } from '../mail/email-templates.ts';
import { LinkInvalidError } from '../mail/mail.errors.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { UserEntity } from '../users/user.entity.ts';

/** Verifies that mail to an account's address reaches the user. */
@Injectable()
export class EmailVerificationService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly mailQueue: MailQueueService,
    private readonly audit: AuditLogService,
  ) {}

  /** Mails the link because the user asked for it. @throws {MailUnavailableError} */
  request(user: UserEntity): void {
    this.mailQueue.requireMail();
    this.offer(user);
  }

  /** Mails the link if mail is configured and the address is not verified yet. */
  offer({ id }: UserEntity): void {
    this.mailQueue.enqueue(async () => {
      const issued = await this.links.issue('verify_email', { id, email_verified_at: IsNull() });
      return issued && emailVerificationMessage(issued);
    });
  }

  /**
   * @throws {LinkInvalidError} also when the address was changed after the link was mailed, or the account is disabled
   */
  async complete(token: string): Promise<void> {
    const link = await this.links.find('verify_email', token);
    if (link === null) throw new LinkInvalidError();
    await this.database.transaction(async (transaction) => {
      // Locks the user before the link, as everywhere else: another order could cause a deadlock.
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
