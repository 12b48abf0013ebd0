import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository, SelectQueryBuilder } from 'typeorm';
import { insertRow } from '../../database/insert-row.ts';
import { violatesUnique } from '../../database/mysql-error.ts';
import { UnauthenticatedError, ValidationFailedError } from '../../http/http.errors.ts';
import { AuditLog } from '../audit/audit-log.service.ts';
import { normalised } from '../passwords/normalised-password.ts';
import { PasswordHasher } from '../passwords/password-hasher.service.ts';
import { PasswordPolicy } from '../passwords/password-policy.service.ts';
import { Sessions } from '../sessions/sessions.service.ts';
import { EmailTakenError, InvalidCredentialsError, UsernameTakenError, WrongPasswordError } from './account.errors.ts';
import type { AccountChanges, PasswordChange, Registration } from './account.schemas.ts';
import { keepAnAdmin } from './last-admin.ts';
import { UserEntity } from './user.entity.ts';

/** Accounts: making, finding, changing and closing them. */
@Injectable()
export class Accounts {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasher,
    private readonly policy: PasswordPolicy,
    private readonly sessions: Sessions,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async register({ username, email, password }: Registration): Promise<UserEntity> {
    await this.policy.check('password', password, { username, email });
    const hash = await this.passwords.hash(password);
    return takenNames(() =>
      insertRow(this.users, {
        username,
        email,
        password: hash,
        role: 'user',
        disabled_at: null,
        must_change_password: false,
        email_verified_at: null,
        second_factor_at: null,
        created_at: new Date(),
      }),
    );
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
   * Gives the account another name or e-mail address.
   *
   * @throws {WrongPasswordError}
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async change(id: number, { username, email, password }: AccountChanges): Promise<UserEntity> {
    const user = await this.confirm(id, password);
    const changed: UserEntity = { ...user, username: username ?? user.username, email: email ?? user.email };
    // The database compares addresses without case, and so do those who deliver to them.
    if (changed.email.toLowerCase() !== user.email.toLowerCase()) changed.email_verified_at = null;
    await takenNames(() =>
      this.users.manager.transaction(async (manager) => {
        const { username, email, email_verified_at } = changed;
        await manager.update(UserEntity, { id }, { username, email, email_verified_at });
        await this.audit.record({ action: 'account.changed', actorId: id, subjectId: id }, manager);
      }),
    );
    return changed;
  }

  /**
   * Sets a password that the person chose, and signs them out everywhere.
   *
   * @returns the account with the new password's hash
   * @throws {WrongPasswordError}
   * @throws {ValidationFailedError} for a password that {@link PasswordPolicy} refuses, or the current one
   */
  async changePassword(id: number, { current_password, new_password }: PasswordChange): Promise<UserEntity> {
    const user = await this.confirm(id, current_password, 'current_password');
    await this.policy.check('new_password', new_password, user);
    // Otherwise whoever chose the password for somebody would still know it.
    if (new_password === normalised(current_password)) {
      throw new ValidationFailedError([{ field: 'new_password', message: 'must differ from the current password' }]);
    }
    const password = await this.passwords.hash(new_password);
    await this.users.manager.transaction(async (manager) => {
      // Of two changes at once one is made: for the other, the current password is no longer the one that was checked.
      const { affected } = await manager.update(
        UserEntity,
        { id, password: user.password },
        { password, must_change_password: false },
      );
      if (affected !== 1) throw new WrongPasswordError('current_password');
      await this.sessions.endAll(id, undefined, manager);
      await this.audit.record({ action: 'password.changed', actorId: id, subjectId: id }, manager);
    });
    return { ...user, password, must_change_password: false };
  }

  /**
   * Deletes the account for good. Everything a person owns references `users` with ON DELETE CASCADE, so this one
   * statement takes all of it, tasks in the trash included, or nothing.
   *
   * @throws {WrongPasswordError}
   * @throws {LastAdminError}
   */
  async remove(id: number, password: string): Promise<void> {
    await this.confirm(id, password);
    await this.users.manager.transaction(async (manager) => {
      await keepAnAdmin(id, manager);
      // No subject: what is told of a person goes with the person, and this is to stay.
      await this.audit.record({ action: 'account.deleted', actorId: id, subjectId: null }, manager);
      await manager.delete(UserEntity, id);
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

/** The unique constraints decide whether a name is free, not a look beforehand: of two at once, one wins. */
async function takenNames<Result>(write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (violatesUnique(error, 'uq_users_username')) throw new UsernameTakenError();
    if (violatesUnique(error, 'uq_users_email')) throw new EmailTakenError();
    throw error;
  }
}
