import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository, SelectQueryBuilder } from 'typeorm';
import { UnauthenticatedError } from '../../platform/http/http.errors.ts';
import { lockUser } from '../users/lock-user.ts';
import { UserEntity } from '../users/user.entity.ts';
import { InvalidCredentialsError, WrongPasswordError } from './credentials.errors.ts';
import { PasswordHasherService } from './password-hasher.service.ts';

/** Users with their password hashes: finds them, and confirms that a caller knows the password. */
@Injectable()
export class CredentialsService {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasherService,
  ) {}

  /** Finds a user by username or email, password hash included. */
  async findByLogin(login: string): Promise<UserEntity | null> {
    // The columns are ASCII, and the database refuses to compare them with other characters.
    if (!/^[\x20-\x7e]+$/.test(login)) return null;
    // Usernames never have an @, so at most one of the two columns can match.
    const column = login.includes('@') ? 'email' : 'username';
    return this.selectWithPassword()
      .where({ [column]: login })
      .getOne();
  }

  /** Finds a user by id, password hash included. */
  findById(id: number): Promise<UserEntity | null> {
    return this.selectWithPassword().where({ id }).getOne();
  }

  /**
   * Checks the password of a signed-in user before a sensitive change.
   *
   * @param field the request's field that holds the password
   * @returns the user, password hash included
   * @throws {UnauthenticatedError} when the account was deleted after the token was issued
   * @throws {WrongPasswordError}
   */
  async confirm(id: number, password: string, field?: string): Promise<UserEntity> {
    const user = await this.findById(id);
    if (user === null) throw new UnauthenticatedError();
    const { matches } = await this.passwords.check(password, user.password);
    if (!matches) throw new WrongPasswordError(field);
    return user;
  }

  /**
   * {@link lockUser} for a change that the user confirmed with the password. Checking a password takes a while. If the
   * password was changed in the meantime, the change is refused.
   *
   * @param confirmed the result of {@link confirm}, with the hash that was checked
   * @throws {UnauthenticatedError} when the account was deleted
   * @throws {WrongPasswordError} when the account has another password by now
   */
  async lockConfirmed({ id, password }: UserEntity, manager: EntityManager): Promise<UserEntity> {
    const user = await lockUser(id, manager);
    if (!(await manager.existsBy(UserEntity, { id, password }))) throw new WrongPasswordError();
    return user;
  }

  /**
   * Replaces an outdated hash with a current one of the same password.
   *
   * @throws {InvalidCredentialsError} when the password was changed in the meantime
   */
  async rehash(user: UserEntity, password: string): Promise<UserEntity> {
    const hash = await this.passwords.hash(password);
    const { affected } = await this.users.update({ id: user.id, password: user.password }, { password: hash });
    if (affected === 1) return { ...user, password: hash };
    // The hash changed since it was read: another sign-in replaced it too, or the password was changed.
    const current = await this.findById(user.id);
    const stillMatches = current !== null && (await this.passwords.check(password, current.password)).matches;
    if (!stillMatches) throw new InvalidCredentialsError();
    return current;
  }

  private selectWithPassword(): SelectQueryBuilder<UserEntity> {
    return this.users.createQueryBuilder('user').addSelect('user.password');
  }
}
