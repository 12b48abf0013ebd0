import { Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import { type EntityManager, IsNull } from 'typeorm';
import { UserEntity } from '../accounts/user.entity.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { PasskeyEntity } from '../passkeys/passkey.entity.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { SignInLockoutService } from '../sessions/sign-in-lockout.service.ts';
import { EmailLinksService } from './email-links.service.ts';
import { resetLetter } from './email-templates.ts';
import { LinkInvalidError } from './mail.errors.ts';
import { MailQueueService } from './mail-queue.service.ts';

/** A new password for somebody who can read the account's mail. */
@Injectable()
export class PasswordResetService {
  constructor(
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly links: EmailLinksService,
    private readonly outbox: MailQueueService,
    private readonly policy: PasswordPolicyService,
    private readonly passwords: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly lockout: SignInLockoutService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Looks for the account only after the answer, which is therefore the same in what it says and how long it takes
   * whether or not there is one.
   *
   * @throws {MailUnavailableError}
   */
  request(email: string): void {
    this.outbox.requireMail();
    this.outbox.post(async () => {
      const issued = await this.links.issue('reset_password', { email }, (user, transaction) =>
        this.audit.record({ action: 'password.reset_requested', actorId: null, subjectId: user.id }, transaction),
      );
      return issued && resetLetter(issued);
    });
  }

  /**
   * Sets the password, signs out everywhere and counts the address as verified. A second factor stays: mail alone must
   * not open an account that asks for more. Passkeys stay unless the address is verified by this: until then somebody else
   * may have opened the account with it, and would keep a way in.
   *
   * @param from the client's address, where a lock-out ends that wrong guesses led to before
   *
   * @throws {LinkInvalidError} also when the account has another address since the link was mailed, or is disabled
   * @throws {ValidationFailedError} for a password that {@link PasswordPolicyService} refuses; the link stays good
   */
  async complete(token: string, newPassword: string, from: string): Promise<void> {
    const link = await this.links.find('reset_password', token);
    if (link === null) throw new LinkInvalidError();
    const { user_id: id, email } = link;
    const whose = { id, email, disabled_at: IsNull() };
    const user = await this.database.findOneBy(UserEntity, whose);
    if (user === null) throw new LinkInvalidError();
    await this.policy.check('new_password', newPassword, user);
    const password = await this.passwords.hash(newPassword);
    const email_verified_at = user.email_verified_at ?? new Date();
    await this.database.transaction(async (transaction) => {
      const changes = { password, must_change_password: false, email_verified_at };
      const { affected } = await transaction.update(UserEntity, whose, changes);
      if (affected !== 1 || !(await this.links.spend(link, transaction))) throw new LinkInvalidError();
      await this.sessions.revokeAll(id, transaction);
      if (user.email_verified_at === null) await transaction.delete(PasskeyEntity, { user_id: id });
      await this.audit.record({ action: 'password.reset', actorId: id, subjectId: id }, transaction);
    });
    await this.lockout.forgive([user.username, user.email], from);
  }
}
