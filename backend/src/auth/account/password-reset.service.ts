import { Inject, Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { insertRow } from '../../platform/database/insert-row.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { accountEmptiedMessage, passwordResetMessage } from '../mail/email-templates.ts';
import { LinkInvalidError } from '../mail/mail.errors.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { SignInLockoutService } from '../sign-in/sign-in-lockout.service.ts';
import { UserEntity } from '../users/user.entity.ts';

/** Sets a new password with a link that is mailed to the account's address. */
@Injectable()
export class PasswordResetService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly mailQueue: MailQueueService,
    private readonly notices: SecurityNoticesService,
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
   * Sets the password and ends all sessions. The second factor and the passkeys of a verified account stay: access to
   * the mailbox alone must not replace them.
   *
   * An account whose address was never verified may be another person's, who registered it with the address of the
   * link's holder. So it is emptied: the holder gets a new account with the same names and a new id, and nothing of the
   * old one is left.
   *
   * @param clientAddress the client's IP address; lock-outs of the account at this address end
   *
   * @throws {LinkInvalidError} also when the address was changed after the link was mailed, or the account is disabled
   * @throws {ValidationFailedError} when {@link PasswordPolicyService} refuses the password; the link stays valid
   */
  async complete(token: string, newPassword: string, clientAddress: string): Promise<void> {
    const link = await this.links.find('reset_password', token);
    if (link === null) throw new LinkInvalidError();
    const where = { id: link.user_id, email: link.email, disabled_at: IsNull() };
    const user = await this.database.findOneBy(UserEntity, where);
    if (user === null) throw new LinkInvalidError();
    await this.policy.check('new_password', newPassword, user);
    const password = await this.passwords.hash(newPassword);
    // Deleting an account cascades to its tasks. With REPEATABLE READ it would also lock the gaps between them.
    const emptied = await this.database.transaction('READ COMMITTED', async (transaction) => {
      const current = await transaction.findOne(UserEntity, { where, lock: { mode: 'pessimistic_write' } });
      if (current === null || !(await this.links.spend(link, transaction))) throw new LinkInvalidError();
      const isVerified = current.email_verified_at !== null;
      if (isVerified) await this.setPassword(current, password, transaction);
      else await this.replace(current, password, transaction);
      return !isVerified;
    });
    await this.lockout.forgive([user.username, user.email], clientAddress);
    if (emptied) this.mailQueue.enqueue(async () => accountEmptiedMessage(user, this.environment.PUBLIC_ORIGIN));
    else this.notices.send({ kind: 'password_changed' }, user);
  }

  private async setPassword({ id }: UserEntity, password: string, transaction: EntityManager): Promise<void> {
    await transaction.update(UserEntity, id, { password, must_change_password: false });
    await this.sessions.revokeAll(id, transaction);
    await this.audit.record({ action: 'password.reset', actorId: id, subjectId: id }, transaction);
  }

  /**
   * Deletes the account and creates it again. Everything that a user owns references `users` with ON DELETE CASCADE. The
   * new id matters too: tasks accepts the old one in access tokens until they expire.
   */
  private async replace(old: UserEntity, password: string, transaction: EntityManager): Promise<void> {
    const now = new Date();
    await this.audit.record({ action: 'account.emptied', actorId: null, subjectId: old.id }, transaction);
    await transaction.delete(UserEntity, old.id);
    const { id } = await insertRow(transaction.getRepository(UserEntity), {
      username: old.username,
      email: old.email,
      password,
      role: old.role,
      disabled_at: null,
      must_change_password: false,
      email_verified_at: now,
      second_factor_at: null,
      created_at: now,
    });
    await this.audit.record({ action: 'password.reset', actorId: id, subjectId: id }, transaction);
  }
}
