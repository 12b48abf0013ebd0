import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { passwordResetMessage } from '../mail/email-templates.ts';
import { LinkInvalidError } from '../mail/mail.errors.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { PasskeyEntity } from '../passkeys/passkey.entity.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { SignInLockoutService } from '../sign-in/sign-in-lockout.service.ts';
import { UserEntity } from '../users/user.entity.ts';

/** Sets a new password with a link that is mailed to the account's address. */
@Injectable()
export class PasswordResetService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly mailQueue: MailQueueService,
    private readonly policy: PasswordPolicyService,
    private readonly passwords: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly lockout: SignInLockoutService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Mails the link. The account is looked up after the response. So neither the content nor the time of the response
   * reveals whether the address has an account.
   *
   * @throws {MailUnavailableError}
   */
  request(email: string): void {
    this.mailQueue.requireMail();
    this.mailQueue.enqueue(async () => {
      const issued = await this.links.issue('reset_password', { email }, (user, transaction) =>
        this.audit.record({ action: 'password.reset_requested', actorId: null, subjectId: user.id }, transaction),
      );
      return issued && passwordResetMessage(issued);
    });
  }

  /**
   * Sets the password, ends all sessions and marks the address as verified. The second factor stays: access to the
   * mailbox alone must not replace it. Passkeys stay only if the address was verified before. Otherwise another person
   * may have registered the account with this address, and their passkey would still open it.
   *
   * @param clientAddress the client's IP address; lock-outs of the account at this address end
   *
   * @throws {LinkInvalidError} also when the address was changed after the link was mailed, or the account is disabled
   * @throws {ValidationFailedError} when {@link PasswordPolicyService} refuses the password; the link stays valid
   */
  async complete(token: string, newPassword: string, clientAddress: string): Promise<void> {
    const link = await this.links.find('reset_password', token);
    if (link === null) throw new LinkInvalidError();
    const { user_id: id, email } = link;
    const where = { id, email, disabled_at: IsNull() };
    const user = await this.database.findOneBy(UserEntity, where);
    if (user === null) throw new LinkInvalidError();
    await this.policy.check('new_password', newPassword, user);
    const password = await this.passwords.hash(newPassword);
    const email_verified_at = user.email_verified_at ?? new Date();
    await this.database.transaction(async (transaction) => {
      const changes = { password, must_change_password: false, email_verified_at };
      const { affected } = await transaction.update(UserEntity, where, changes);
      if (affected !== 1 || !(await this.links.spend(link, transaction))) throw new LinkInvalidError();
      await this.sessions.revokeAll(id, transaction);
      if (user.email_verified_at === null) await transaction.delete(PasskeyEntity, { user_id: id });
      await this.audit.record({ action: 'password.reset', actorId: id, subjectId: id }, transaction);
    });
    await this.lockout.forgive([user.username, user.email], clientAddress);
  }
}
