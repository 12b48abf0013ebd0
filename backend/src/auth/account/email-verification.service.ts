import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, type FindOptionsWhere, IsNull } from 'typeorm';
import { AuditLogService } from '../audit/audit-log.service.ts';
import type { EmailLinkEntity } from '../mail/email-link.entity.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { emailVerificationMessage } from '../mail/email-templates.ts';
import { LinkInvalidError, OtherAccountLinkError } from '../mail/mail.errors.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { UserEntity } from '../users/user.entity.ts';

/** Verifies that mail to an account's address reaches the user. */
@Injectable()
export class EmailVerificationService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly mailQueue: MailQueueService,
    private readonly credentials: CredentialsService,
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
   * Uses a link that was mailed to the signed-in user.
   *
   * @throws {LinkInvalidError} also when the address was changed after the link was mailed
   * @throws {OtherAccountLinkError} the link stays valid
   */
  async completeAs({ id }: UserEntity, token: string): Promise<void> {
    const link = await this.find(token);
    if (link.user_id !== id) throw new OtherAccountLinkError();
    await this.use(link, { id });
  }

  /**
   * Uses a link for a user who is not signed in. The password shows that the account is theirs: the owner of an address
   * that another person registered must not confirm that person's account by pressing a button.
   *
   * @throws {LinkInvalidError} also when the address was changed after the link was mailed, or the account is disabled
   * @throws {WrongPasswordError} the link stays valid
   */
  async complete(token: string, password: string): Promise<void> {
    const link = await this.find(token);
    const confirmed = await this.credentials.confirm(link.user_id, password);
    await this.use(link, { id: confirmed.id, password: confirmed.password });
  }

  private async find(token: string): Promise<EmailLinkEntity> {
    const link = await this.links.find('verify_email', token);
    if (link === null) throw new LinkInvalidError();
    return link;
  }

  private async use(link: EmailLinkEntity, account: FindOptionsWhere<UserEntity> & { id: number }): Promise<void> {
    const { id } = account;
    await this.database.transaction(async (transaction) => {
      // Locks the user before the link, as everywhere else: another order could cause a deadlock.
      const { affected } = await transaction.update(
        UserEntity,
        { ...account, email: link.email, disabled_at: IsNull() },
        { email_verified_at: new Date() },
      );
      if (affected !== 1 || !(await this.links.spend(link, transaction))) throw new LinkInvalidError();
      await this.audit.record({ action: 'account.email_verified', actorId: id, subjectId: id }, transaction);
    });
  }
}
