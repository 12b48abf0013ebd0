import { Inject, Injectable } from '@nestjs/common';
import { InjectEntityManager } from '@nestjs/typeorm';
import type { EntityManager } from 'typeorm';
import { ENVIRONMENT, type Environment } from '../../platform/config/environment.ts';
import { ValidationFailedError } from '../../platform/http/http.errors.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { AddressVerificationService } from '../mail/address-verification.service.ts';
import { linkPurposes } from '../mail/email-link.entity.ts';
import { EmailLinksService } from '../mail/email-links.service.ts';
import { addressChangedLetter } from '../mail/email-templates.ts';
import { MailQueueService } from '../mail/mail-queue.service.ts';
import { normalised } from '../passwords/normalised-password.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { WrongPasswordError } from './account.errors.ts';
import type { AccountChanges, PasswordChange } from './account.schemas.ts';
import { AccountsService } from './accounts.service.ts';
import { lockConfirmed } from './lock-user.ts';
import { mapUniqueViolation } from './map-unique-violation.ts';
import { UserEntity } from './user.entity.ts';

/** What people change about their own account, each time with their password. */
@Injectable()
export class AccountChangesService {
  constructor(
    @Inject(ENVIRONMENT) private readonly environment: Environment,
    @InjectEntityManager() private readonly database: EntityManager,
    private readonly accounts: AccountsService,
    private readonly policy: PasswordPolicyService,
    private readonly passwords: PasswordHasherService,
    private readonly sessions: SessionsService,
    private readonly links: EmailLinksService,
    private readonly verification: AddressVerificationService,
    private readonly outbox: MailQueueService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * Gives the account another name or e-mail address.
   *
   * @throws {WrongPasswordError}
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async change(id: number, { username, email, password }: AccountChanges): Promise<UserEntity> {
    const confirmed = await this.accounts.confirm(id, password);
    const { before, hasMoved, columns } = await mapUniqueViolation(() =>
      this.database.transaction(async (transaction) => {
        // As it is now: another change may have been faster, and what was verified is that one's address.
        const before = await lockConfirmed(confirmed, transaction);
        // The database compares addresses without case, and so do those who deliver to them.
        const hasMoved = email !== undefined && email.toLowerCase() !== before.email.toLowerCase();
        const columns = {
          ...(username !== undefined && { username }),
          ...(email !== undefined && { email }),
          ...(hasMoved && { email_verified_at: null }),
        };
        await transaction.update(UserEntity, id, columns);
        if (hasMoved) await this.links.revoke(id, linkPurposes, transaction);
        await this.audit.record({ action: 'account.changed', actorId: id, subjectId: id }, transaction);
        return { before, hasMoved, columns };
      }),
    );
    const after: UserEntity = { ...before, ...columns };
    if (hasMoved) {
      this.verification.offer(after);
      this.outbox.post(async () => addressChangedLetter(before, this.environment.PUBLIC_ORIGIN));
    }
    return after;
  }

  /**
   * Sets a password that the person chose, and signs them out everywhere.
   *
   * @returns the account with the new password's hash
   * @throws {WrongPasswordError}
   * @throws {ValidationFailedError} for a password that {@link PasswordPolicyService} refuses, or the current one
   */
  async changePassword(id: number, { current_password, new_password }: PasswordChange): Promise<UserEntity> {
    const user = await this.accounts.confirm(id, current_password, 'current_password');
    await this.policy.check('new_password', new_password, user);
    // Otherwise whoever chose the password for somebody would still know it.
    if (new_password === normalised(current_password)) {
      throw new ValidationFailedError([{ field: 'new_password', message: 'must differ from the current password' }]);
    }
    const password = await this.passwords.hash(new_password);
    await this.database.transaction(async (transaction) => {
      // Of two changes at once one is made: for the other, the current password is no longer the one that was checked.
      const { affected } = await transaction.update(
        UserEntity,
        { id, password: user.password },
        { password, must_change_password: false },
      );
      if (affected !== 1) throw new WrongPasswordError('current_password');
      await this.sessions.revokeAll(id, transaction);
      await this.links.revoke(id, ['reset_password'], transaction);
      await this.audit.record({ action: 'password.changed', actorId: id, subjectId: id }, transaction);
    });
    return { ...user, password, must_change_password: false };
  }
}
