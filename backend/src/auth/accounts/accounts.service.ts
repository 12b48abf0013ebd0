import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository, SelectQueryBuilder } from 'typeorm';
import { insertRow } from '../../platform/database/insert-row.ts';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { AuditLogService } from '../audit/audit-log.service.ts';
import { AddressVerificationService } from '../mail/address-verification.service.ts';
import { PasswordHasherService } from '../passwords/password-hasher.service.ts';
import { PasswordPolicyService } from '../passwords/password-policy.service.ts';
import { InvalidCredentialsError, WrongPasswordError } from './account.errors.ts';
import type { Registration } from './account.schemas.ts';
import { assertNotLastAdmin } from './last-admin.ts';
import { lockConfirmed } from './lock-user.ts';
import { mapUniqueViolation } from './map-unique-violation.ts';
import { UserEntity } from './user.entity.ts';

/** Accounts: making, finding and closing them. */
@Injectable()
export class AccountsService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasherService,
    private readonly policy: PasswordPolicyService,
    private readonly verification: AddressVerificationService,
    private readonly audit: AuditLogService,
  ) {}

  /**
   * @throws {ValidationFailedError} for a password that {@link PasswordPolicyService} refuses
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async register({ username, email, password }: Registration): Promise<UserEntity> {
    await this.policy.check('password', password, { username, email });
    const hash = await this.passwords.hash(password);
    const user = await mapUniqueViolation(() =>
      this.users.manager.transaction(async (transaction) => {
        const made = await insertRow(transaction.getRepository(UserEntity), {
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
        await this.audit.record({ action: 'account.registered', actorId: made.id, subjectId: made.id }, transaction);
        return made;
      }),
    );
    this.verification.offer(user);
    return user;
  }

  /**
   * Replaces a hash of an older kind by a current one of the same password.
   * @throws {InvalidCredentialsError} when it is no longer the password
   */
  async rehash(user: UserEntity, password: string): Promise<UserEntity> {
    const hash = await this.passwords.hash(password);
    const { affected } = await this.users.update({ id: user.id, password: user.password }, { password: hash });
    if (affected === 1) return { ...user, password: hash };
    // Somebody was faster: another sign-in that did the same, or a change of the password.
    const current = await this.selectWithPassword().where({ id: user.id }).getOne();
    const isStillRight = current !== null && (await this.passwords.check(password, current.password)).matches;
    if (!isStillRight) throw new InvalidCredentialsError();
    return current;
  }

  /** Finds by username or e-mail address, with the password's hash. */
  async findWithPassword(name: string): Promise<UserEntity | null> {
    // The columns are ASCII, and the database refuses to compare them with anything else.
    if (!/^[\x20-\x7e]+$/.test(name)) return null;
    // Usernames never have an @, so one column or the other can match, never both.
    const column = name.includes('@') ? 'email' : 'username';
    return this.selectWithPassword()
      .where({ [column]: name })
      .getOne();
  }

  /**
   * Deletes the account for good. Everything a person owns references `users` with ON DELETE CASCADE, so this one
   * statement takes all of it, tasks in the trash included, or nothing.
   *
   * @throws {WrongPasswordError}
   * @throws {LastAdminError}
   */
  async remove(id: number, password: string): Promise<void> {
    const confirmed = await this.confirm(id, password);
    await this.users.manager.transaction('READ COMMITTED', async (transaction) => {
      await assertNotLastAdmin(id, transaction);
      await lockConfirmed(confirmed, transaction);
      // No subject: what is told of a person goes with the person, and this is to stay.
      await this.audit.record({ action: 'account.deleted', actorId: id, subjectId: null }, transaction);
      await transaction.delete(UserEntity, id);
    });
  }

  /**
   * The account, its password's hash included, when the person knows the password.
   *
   * @param field where the request has the password
   * @throws {UnauthenticatedError} when the account is gone since the token was made
   * @throws {WrongPasswordError}
   */
  async confirm(id: number, password: string, field?: string): Promise<UserEntity> {
    const user = await this.selectWithPassword().where({ id }).getOne();
    if (user === null) throw new UnauthenticatedError();
    const { matches } = await this.passwords.check(password, user.password);
    if (!matches) throw new WrongPasswordError(field);
    return user;
  }

  private selectWithPassword(): SelectQueryBuilder<UserEntity> {
    return this.users.createQueryBuilder('user').addSelect('user.password');
  }
}
