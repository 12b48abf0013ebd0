import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { insertRow } from '../../platform/database/insert-row.ts';
import { withLongStatements } from '../../platform/database/with-long-statements.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { CredentialsService } from '../passwords/credentials.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { assertNotLastAdmin } from '../users/assert-not-last-admin.ts';
import { mapUniqueViolation } from '../users/map-unique-violation.ts';
import { UserEntity } from '../users/user.entity.ts';
import type { Registration } from './account.schemas.ts';
import { EmailVerificationService } from './email-verification.service.ts';

/** Registers and deletes accounts. */
@Injectable()
export class AccountsService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly credentials: CredentialsService,
    private readonly passwords: PasswordHasherService,
    private readonly policy: PasswordPolicyService,
    private readonly verification: EmailVerificationService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * @throws {ValidationFailedError} when {@link PasswordPolicyService} refuses the password
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async register({ username, email, password }: Registration): Promise<UserEntity> {
    await this.policy.check('password', password, { username, email });
    const hash = await this.passwords.hash(password);
    const user = await mapUniqueViolation(() =>
      this.users.manager.transaction(async (transaction) => {
        const created = await insertRow(transaction.getRepository(UserEntity), {
          username,
          email,
          password: hash,
          role: 'user',
          disabled_at: null,
          must_change_password: false,
          email_verified_at: null,
          second_factor_at: null,
          created_at: new Date(),
        });
        const { id } = created;
        await this.audit.record({ action: 'account.registered', actorId: id, subjectId: id }, transaction);
        return created;
      }),
    );
    this.verification.offer(user);
    return user;
  }

  /**
   * Deletes the account for good. Everything that a user owns references `users` with ON DELETE CASCADE. So this one
   * statement deletes all of it, tasks in the trash included, or nothing.
   *
   * @throws {WrongPasswordError}
   * @throws {LastAdminError}
   */
  async remove(id: number, password: string): Promise<void> {
    const confirmed = await this.credentials.confirm(id, password);
    await this.users.manager.transaction('READ COMMITTED', async (transaction) => {
      await assertNotLastAdmin(id, transaction);
      await this.credentials.lockConfirmed(confirmed, transaction);
      await this.audit.record({ action: 'account.deleted', actorId: id, subjectId: id }, transaction);
      await withLongStatements(transaction, () => transaction.delete(UserEntity, id));
    });
  }
}
