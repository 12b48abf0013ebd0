import { Injectable } from '@nestjs/common';
import type { UserEntity } from '../accounts/user.entity.ts';
import { SecondFactorRequiredError } from './second-factor.errors.ts';

/** What an account asks for besides its password. */
@Injectable()
export class SecondFactor {
  /** @throws {SecondFactorRequiredError} */
  async check(user: UserEntity, _code: string | undefined): Promise<void> {
    if (user.second_factor_at !== null) throw new SecondFactorRequiredError();
  }
}
