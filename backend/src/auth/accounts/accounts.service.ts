import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository, SelectQueryBuilder } from 'typeorm';
import { insertRow } from '../../database/insert-row.ts';
import { violatesUnique } from '../../database/mysql-error.ts';
import { UnauthenticatedError } from '../../http/http.errors.ts';
import { PasswordHasher } from '../passwords/password-hasher.service.ts';
import { EmailTakenError, UsernameTakenError, WrongPasswordError } from './account.errors.ts';
import type { Registration } from './account.schemas.ts';
import { UserEntity } from './user.entity.ts';

/** Accounts: making, finding and closing them. */
@Injectable()
export class Accounts {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasher,
  ) {}

  /**
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async register({ username, email, password }: Registration): Promise<UserEntity> {
    const hash = await this.passwords.hash(password);
    try {
      // The unique constraints decide, not a look beforehand: of two at once, one wins.
      return await insertRow(this.users, {
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
    } catch (error) {
      if (violatesUnique(error, 'uq_users_username')) throw new UsernameTakenError();
      if (violatesUnique(error, 'uq_users_email')) throw new EmailTakenError();
      throw error;
    }
  }

  /** Replaces a hash of an older kind by a current one of the same password. */
  async rehash(user: UserEntity, password: string): Promise<UserEntity> {
    const hash = await this.passwords.hash(password);
    await this.users.update({ id: user.id, password: user.password }, { password: hash });
    return { ...user, password: hash };
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
   * @throws {UnauthenticatedError} when the account is gone since the token was made
   * @throws {WrongPasswordError}
   */
  async remove(id: number, password: string): Promise<void> {
    const user = await this.selectWithPassword().where({ id }).getOne();
    if (user === null) throw new UnauthenticatedError();
    const { matches } = await this.passwords.check(password, user.password);
    if (!matches) throw new WrongPasswordError();
    await this.users.delete(id);
  }

  private selectWithPassword(): SelectQueryBuilder<UserEntity> {
    return this.users.createQueryBuilder('user').addSelect('user.password');
  }
}
