import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository, SelectQueryBuilder } from 'typeorm';
import { insertRow } from '../database/insert-row.ts';
import { violatesUnique } from '../database/mysql-error.ts';
import { UnauthenticatedError } from '../http/http.errors.ts';
import { EmailTakenError, InvalidCredentialsError, UsernameTakenError, WrongPasswordError } from './auth.errors.ts';
import type { Credentials, Registration, User } from './auth.schemas.ts';
import { PasswordHasher } from './password-hasher.service.ts';
import { UserEntity } from './user.entity.ts';

/** Accounts: making them, and finding out whether somebody is who they say. */
@Injectable()
export class AuthService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasher,
  ) {}

  /**
   * @throws {UsernameTakenError}
   * @throws {EmailTakenError}
   */
  async register({ username, email, password }: Registration): Promise<User> {
    const hash = await this.passwords.hash(password);
    try {
      // The unique constraints decide, not a look beforehand: of two at once, one wins.
      return present(await insertRow(this.users, { username, email, password: hash, created_at: new Date() }));
    } catch (error) {
      if (violatesUnique(error, 'uq_users_username')) throw new UsernameTakenError();
      if (violatesUnique(error, 'uq_users_email')) throw new EmailTakenError();
      throw error;
    }
  }

  /** @throws {InvalidCredentialsError} for an unknown name as for a wrong password, after the same work */
  async authenticate({ username, password }: Credentials): Promise<User> {
    const user = await this.findWithPassword(username);
    if (user === null) {
      await this.passwords.checkNothing(password);
      throw new InvalidCredentialsError();
    }
    const { matches, outdated } = await this.passwords.check(password, user.password);
    if (!matches) throw new InvalidCredentialsError();
    if (outdated) await this.users.update(user.id, { password: await this.passwords.hash(password) });
    return present(user);
  }

  /** @throws {UnauthenticatedError} when the account is gone since the token was made */
  async find(id: number): Promise<User> {
    const user = await this.users.findOneBy({ id });
    if (user === null) throw new UnauthenticatedError();
    return present(user);
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

  private async findWithPassword(name: string): Promise<UserEntity | null> {
    // The columns are ASCII, and the database refuses to compare them with anything else.
    if (!/^[\x20-\x7e]+$/.test(name)) return null;
    // Usernames never have an @, so one column or the other can match, never both.
    const column = name.includes('@') ? 'email' : 'username';
    return this.selectWithPassword()
      .where({ [column]: name })
      .getOne();
  }

  private selectWithPassword(): SelectQueryBuilder<UserEntity> {
    return this.users.createQueryBuilder('user').addSelect('user.password');
  }
}

function present({ id, username, email, created_at }: UserEntity): User {
  return { id, username, email, created_at: created_at.toISOString() };
}
