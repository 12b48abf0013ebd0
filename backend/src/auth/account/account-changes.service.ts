import { Inject, Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { ValidationFailedError } from '../../platform/http/http.errors.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { linkPurposes } from '../mail/email-link.entity.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { emailChangedMessage } from '../mail/email-templates.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { SecurityNoticesService } from '../mail/security-notices.service.ts';
import { PasskeysService } from '../passkeys/passkeys.service.ts';
import { WrongPasswordError } from '../passwords/credentials.errors.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { normalisePassword } from '../passwords/normalise-password.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { mapUniqueViolation } from '../users/map-unique-violation.ts';
import { UserEntity } from '../users/user.entity.ts';
import type { AccountChanges, PasswordChange } from './account.schemas.ts';
import { EmailVerificationService } from './email-verification.service.ts';

/** Changes that users make to their own account. Each one is confirmed with the password. */
@Injectable()
export class AccountChangesService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly credentials: CredentialsService,
    private readonly policy: PasswordPolicyService,
    private readonly passwords: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly links: EmailLinksService,
    private readonly verification: EmailVerificationService,
    private readonly mailQueue: MailQueueService,
    private readonly notices: SecurityNoticesService,
    private readonly passkeys: PasskeysService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Changes the username or the email.
   *
   * @throws {WrongPasswordError}
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async change(id: number, { username, email, password }: AccountChanges): Promise<UserEntity> {
    const confirmed = await this.credentials.confirm(id, password);
    const { before, isNewAddress, columns } = await mapUniqueViolation(() =>
      this.database.transaction(async (transaction) => {
        // Read again under the lock: another request may have changed the address meanwhile.
        const before = await this.credentials.lockConfirmed(confirmed, transaction);
        // Addresses are compared without case, as the database and mail servers do.
        const isNewAddress = email !== undefined && email.toLowerCase() !== before.email.toLowerCase();
        const columns = {
          ...(username !== undefined && { username }),
          ...(email !== undefined && { email }),
          ...(isNewAddress && { email_verified_at: null }),
        };
        await transaction.update(UserEntity, id, columns);
        if (isNewAddress) await this.links.revoke(id, linkPurposes, transaction);
        await this.audit.record({ action: 'account.changed', actorId: id, subjectId: id }, transaction);
        return { before, isNewAddress, columns };
      }),
    );
    const after: UserEntity = { ...before, ...columns };
    if (isNewAddress) {
      this.verification.offer(after);
      this.mailQueue.enqueue(async () => emailChangedMessage(before, this.environment.PUBLIC_ORIGIN));
    }
    return after;
  }

  /**
   * Sets a new password and ends all sessions of the user. Removes the passkeys that the user no longer wants.
   *
   * @returns the user with the new password hash
   * @throws {WrongPasswordError}
   * @throws {ValidationFailedError} when {@link PasswordPolicyService} refuses the password, or it is the current one
   * @throws {PasskeyNotFoundError} for an id that is not a passkey of the user; nothing is changed then
   */
  async changePassword(id: number, change: PasswordChange): Promise<UserEntity> {
    const { current_password, new_password, remove_passkeys = [] } = change;
    const user = await this.credentials.confirm(id, current_password, 'current_password');
    await this.policy.check('new_password', new_password, user);
    // A user whose password was set by an operator must choose one that the operator does not know.
    if (new_password === normalisePassword(current_password)) {
      throw new ValidationFailedError([{ field: 'new_password', message: 'must differ from the current password' }]);
    }
    const password = await this.passwords.hash(new_password);
    await this.database.transaction(async (transaction) => {
      // Only one of two concurrent changes succeeds: for the other, the current password is no longer the one checked.
      const { affected } = await transaction.update(
        UserEntity,
        { id, password: user.password },
        { password, must_change_password: false },
      );
      if (affected !== 1) throw new WrongPasswordError('current_password');
      await this.sessions.revokeAll(id, transaction);
      await this.links.revoke(id, ['reset_password'], transaction);
      for (const passkeyId of new Set(remove_passkeys)) await this.passkeys.removeIn(transaction, id, passkeyId);
      await this.audit.record({ action: 'password.changed', actorId: id, subjectId: id }, transaction);
    });
    this.notices.send({ kind: 'password_changed' }, user);
    return { ...user, password, must_change_password: false };
  }
}
