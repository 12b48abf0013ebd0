import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { UnauthenticatedError } from '../../http/http.errors.ts';
import { PasswordHasher } from '../passwords/password-hasher.service.ts';
import { WrongPasswordError } from './account.errors.ts';
import { UserEntity } from './user.entity.ts';

/** Asks signed-in people for their password again before what a borrowed browser must not be enough for. */
@Injectable()
export class PasswordConfirmation {
  constructor(
    @InjectRepository(UserEntity) private readonly users: Repository<UserEntity>,
    private readonly passwords: PasswordHasher,
  ) {}

  /**
   * @throws {UnauthenticatedError} when the account is gone since the token was made
   * @throws {WrongPasswordError}
   */
  async require(userId: number, password: string): Promise<void> {
    const user = await this.users.createQueryBuilder('user').addSelect('user.password').where({ id: userId }).getOne();
    if (user === null) throw new UnauthenticatedError();
    const { matches } = await this.passwords.check(password, user.password);
    if (!matches) throw new WrongPasswordError();
  }
}
